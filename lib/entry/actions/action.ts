import 'server-only';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Act } from '@/lib/core/actor';
import type { ActionResult, DomainError, ErrorCode } from '@/lib/core/errors';
import { limitSource } from '@/lib/core/http/client-address';
import { getObserver } from '@/lib/core/observe';
import { countAttempt } from '@/lib/core/rate-limit';
import { noteOurs } from '@/lib/core/request-scope';
import { toDomainError } from '@/lib/core/to-domain-error';
import { describeError, noteFailure, readInput, requireSignedIn } from '@/lib/entry/calls';
import {
  admitToAction,
  findCreatorViewer,
  getCallerKey,
  getRequestContext,
  getViewer,
  type RequestContext,
} from '@/lib/entry/session';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { type AdminViewer, type CreatorViewer, requireProof, type Viewer } from '@/lib/rooms/identity';

interface ActionOptions<Schema extends z.ZodType> {
  /** For logs and limits, for example `unlock-item`. */
  name: string;
  input: Schema;
  /** Calls per minute and person (per address for people who are not signed in). */
  perMinute: number;
}

interface ActionContext<V> extends RequestContext {
  viewer: V;
  /** The browser posted the form itself: a redirect may lead anywhere, results must be plain JSON. */
  withoutScript: boolean;
}

type Run<Schema extends z.ZodType, V, T> = (input: z.infer<Schema>, context: ActionContext<V>) => Promise<T>;
/** Called with its input, or by useActionState with the last result and the form (without script). */
type Action<T> = (input: unknown, form?: FormData) => Promise<ActionResult<T>>;

/** An action for anyone. */
export function publicAction<Schema extends z.ZodType, T>(
  options: ActionOptions<Schema>,
  run: Run<Schema, Viewer | null, T>,
): Action<T> {
  return build(options, (viewer) => viewer, run);
}

/** An action for anyone who is signed in. */
export function readerAction<Schema extends z.ZodType, T>(
  options: ActionOptions<Schema>,
  run: Run<Schema, Viewer, T>,
): Action<T> {
  return build(options, requireSignedIn, run);
}

/** An action for creators: `viewer.creatorId` belongs in the query. Others get "not found". */
export function creatorAction<Schema extends z.ZodType, T>(
  options: ActionOptions<Schema>,
  run: Run<Schema, CreatorViewer, T>,
): Action<T> {
  return build(options, (viewer) => findCreatorViewer(requireSignedIn(viewer)), run);
}

interface AdminActionOptions<Schema extends z.ZodType> extends ActionOptions<Schema> {
  /** Who may: a row of the table in lib/ground/policy/permissions. */
  roles: readonly AdminRole[];
  /** A sensitive act: the password or second factor must have been given within the last minutes. */
  proof?: boolean;
}

interface AdminActionContext extends ActionContext<AdminViewer> {
  /** Who acts, from where: for the audit row that goes with the change. */
  act: Act;
}

const adminActions = new Map<string, { roles: readonly AdminRole[]; proof: boolean }>();

/** Every loaded admin action with who may call it, for the test that compares them with one table. */
export function listAdminActions(): typeof adminActions {
  return adminActions;
}

/** An action for admins of these roles; others get "not found". Throws `proof_needed` before all else. */
export function adminAction<Schema extends z.ZodType, T>(
  options: AdminActionOptions<Schema>,
  run: (input: z.infer<Schema>, context: AdminActionContext) => Promise<T>,
): Action<T> {
  const { roles, proof = false } = options;
  adminActions.set(options.name, { roles, proof });
  return build(
    options,
    async (viewer) => {
      const admin = await admitToAction(requireSignedIn(viewer), roles, options.name);
      if (proof) requireProof(admin);
      return admin;
    },
    (input, context) => {
      const { viewer, address, requestId } = context;
      return run(input, { ...context, act: { actorId: viewer.userId, address, requestId } });
    },
  );
}

function build<Schema extends z.ZodType, V extends Viewer | null, T>(
  options: ActionOptions<Schema>,
  authorise: (viewer: Viewer | null) => V | Promise<V>,
  run: Run<Schema, V, T>,
): Action<T> {
  return async (first, form) => {
    noteOurs();
    const raw = form ?? first;
    const context = await getRequestContext();
    const began = performance.now();
    let outcome: ErrorCode | 'ok' = 'ok';
    try {
      const viewer = await authorise(await getViewer());
      const who = viewer ? `user:${viewer.userId}` : await getCallerKey(limitSource(context.address));
      await countAttempt({
        key: `action:${options.name}:${who}`,
        limit: options.perMinute,
        windowSeconds: 60,
      });
      const input = readInput(options.input, raw instanceof FormData ? Object.fromEntries(raw) : raw);
      const withoutScript = form !== undefined && !(await headers()).has('next-action');
      return { ok: true, data: await run(input, { ...context, viewer, withoutScript }) };
    } catch (error) {
      // A redirect is thrown too, and is no failure.
      unstable_rethrow(error);
      const failure = toDomainError(error);
      outcome = failure.code;
      noteFailure(failure, { action: options.name, requestId: context.requestId });
      return toFailure(failure, context.requestId);
    } finally {
      getObserver()?.action(options.name, outcome, (performance.now() - began) / 1000);
    }
  };
}

async function toFailure(failure: DomainError, reference: string): Promise<ActionResult<never>> {
  const { code, fieldErrors, details } = failure;
  const message = await describeError(code, { reference, ...details });
  return { ok: false, code, message, fieldErrors, details };
}
