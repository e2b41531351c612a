import { z } from 'zod';
import { resourceMissingV2 } from '../http/errors.ts';
import { type Route, routeV2 } from '../http/routes.ts';

/** What a notification of API v2 reports, whole. */
export const eventV2Routes: Route[] = [
  routeV2('GET', '/v2/core/events/:id', z.strictObject({}), ({ world, id }) => {
    const row = world.store.get('v2.core.event', id);
    if (!row) throw resourceMissingV2('event', id);
    return row.object;
  }),
];
