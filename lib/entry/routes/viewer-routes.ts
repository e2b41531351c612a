import 'server-only';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import type { Act } from '@/lib/core/actor';
import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
import { requireSignedIn } from '@/lib/entry/calls';
import { getAct, getAdminViewer, getCreatorViewer, getViewer } from '@/lib/entry/session';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import type { AdminViewer, CreatorViewer, Viewer } from '@/lib/rooms/identity';
import { buildRoute, type Nothing, type Route, type RouteOptions, type Run } from './route';

interface ReaderRouteOptions<Params extends z.ZodType, Query extends z.ZodType>
  extends RouteOptions<Params, Query> {
  /** What signed-out people get: the sign-in page and the way back to this path, or to `here`. */
  nobody?: 'not_found' | 'here' | `/${string}`;
}

/** A route for anyone who is signed in. */
export function readerRoute<Params extends z.ZodType = Nothing, Query extends z.ZodType = Nothing>(
  options: ReaderRouteOptions<Params, Query>,
  run: Run<Params, Query, { viewer: Viewer }>,
): Route {
  const { nobody } = options;
  return buildRoute(
    options,
    async (request) => {
      const viewer = await getViewer();
      if (!viewer && nobody === 'not_found') throw new DomainError('not_found');
      if (!viewer && nobody) {
        const next = nobody === 'here' ? new URL(request.url).pathname : nobody;
        redirect(`/sign-in?next=${encodeURIComponent(next)}`);
      }
      return { viewer: await admit(requireSignedIn(viewer), options) };
    },
    run,
  );
}

/** A route for creators: `viewer.creatorId` belongs in the query. Others get 404. */
export function creatorRoute<Params extends z.ZodType = Nothing, Query extends z.ZodType = Nothing>(
  options: RouteOptions<Params, Query>,
  run: Run<Params, Query, { viewer: CreatorViewer }>,
): Route {
  return buildRoute(options, async () => ({ viewer: await admit(await getCreatorViewer(), options) }), run);
}

interface AdminRouteOptions<Params extends z.ZodType, Query extends z.ZodType>
  extends RouteOptions<Params, Query> {
  /** Who may: a row of the table in lib/ground/policy/permissions. */
  roles: readonly AdminRole[];
}

/** A route for admins of these roles. Others get 404, and that they asked is written down. */
export function adminRoute<Params extends z.ZodType = Nothing, Query extends z.ZodType = Nothing>(
  options: AdminRouteOptions<Params, Query>,
  run: Run<Params, Query, { viewer: AdminViewer; act: Act }>,
): Route {
  return buildRoute(
    options,
    async () => {
      const viewer = await admit(await getAdminViewer(options.roles), options);
      return { viewer, act: await getAct(viewer) };
    },
    run,
  );
}

/** Counts towards the route's limit who may ask at all. Throws `not_found`, `too_many_requests`. */
async function admit<V extends Viewer>(
  viewer: V | null,
  { name, limit }: Pick<RouteOptions<z.ZodType, z.ZodType>, 'name' | 'limit'>,
): Promise<V> {
  if (!viewer) throw new DomainError('not_found');
  if (limit) {
    const { most, seconds } = limit;
    await countAttempt({ key: `route:${name}:user:${viewer.userId}`, limit: most, windowSeconds: seconds });
  }
  return viewer;
}
