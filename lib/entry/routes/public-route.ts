import 'server-only';
import type { z } from 'zod';
import { addressOf } from '@/lib/core/http/address-of';
import { limitSource } from '@/lib/core/http/client-address';
import { createLimiter } from '@/lib/core/rate-limit-here';
import { buildRoute, type Nothing, type Route, type RouteOptions, type Run } from './route';

/** A route for anyone. It asks no database; its limit counts addresses, in this process alone. */
export function publicRoute<Params extends z.ZodType = Nothing, Query extends z.ZodType = Nothing>(
  options: RouteOptions<Params, Query>,
  run: Run<Params, Query, object>,
): Route {
  const { limit } = options;
  const limiter = limit && createLimiter({ limit: limit.most, windowMs: limit.seconds * 1000 });
  return buildRoute(
    options,
    (request) => {
      limiter?.count(limitSource(addressOf(request.headers)));
      return {};
    },
    run,
  );
}
