import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { isOwnOrigin } from '@/lib/core/http/is-own-origin';
import { chooseRequestId } from '@/lib/core/http/request-id';
import { toDomainError } from '@/lib/core/to-domain-error';
import { noteFailure, readInput } from '@/lib/entry/calls';
import { type Refusal, refuse } from './refuse';

export interface RouteOptions<Params extends z.ZodType, Query extends z.ZodType> {
  /** For logs and limits, for example `export-audit`. */
  name: string;
  /** What its path must hold; anything else is not found. */
  params?: Params;
  /** Anything else is `invalid_input`. */
  query?: Query;
  /** How it says no: see refuse(). By default nothing but the status. */
  refusal?: Refusal;
  /** Only a page of this site may ask; others get 404. For routes that write and have no token. */
  ours?: true;
  /** Requests of one caller within a window. */
  limit?: { most: number; seconds: number };
}

interface RouteCall<Params extends z.ZodType, Query extends z.ZodType> {
  request: NextRequest;
  params: z.infer<Params>;
  query: z.infer<Query>;
}

export type Run<Params extends z.ZodType, Query extends z.ZodType, Who> = (
  call: RouteCall<Params, Query> & Who,
) => Response | Promise<Response>;

export type Route = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

/** Nothing is read where a route names no schema. */
export type Nothing = z.ZodObject<Record<never, never>>;

/** What routes share: who asks, the limit, reading what is asked for, running, answering failures. */
export function buildRoute<Params extends z.ZodType, Query extends z.ZodType, Who extends object>(
  options: RouteOptions<Params, Query>,
  identify: (request: NextRequest) => Who | Promise<Who>,
  run: Run<Params, Query, Who>,
): Route {
  const { name, params = z.object({}), query = z.object({}), refusal = 'status', ours } = options;
  return async (received, context) => {
    const request = received as NextRequest;
    try {
      if (ours && !isOwnOrigin(request.headers)) throw new DomainError('not_found');
      const who = await identify(request);
      const path = params.safeParse((await context?.params) ?? {});
      if (!path.success) throw new DomainError('not_found');
      const asked = Object.fromEntries(new URL(request.url).searchParams);
      const call = { request, params: path.data, query: readInput(query, asked) };
      return await run({ ...(call as RouteCall<Params, Query>), ...who });
    } catch (error) {
      // A redirect is thrown too, and is no failure.
      unstable_rethrow(error);
      const failure = toDomainError(error);
      const requestId = request.headers.get('x-request-id') ?? chooseRequestId(null, 0);
      // Someone who has gone away hears nothing of it, and it is no fault of ours.
      if (!request.signal.aborted) noteFailure(failure, { route: name, requestId });
      return refuse(failure, refusal, requestId);
    }
  };
}
