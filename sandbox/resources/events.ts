import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { boolean, created, expandable, list, pagination, text } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';

const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  delivery_success: boolean().optional(),
  type: text().optional(),
  types: list(text()).optional(),
});

/** `checkout.session.completed`, or a whole group as `checkout.*`. */
function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', listParams, ({ world, params, path }) => {
    if (params.type !== undefined && params.types)
      throw invalidRequest('You may only specify one of these parameters: type, types.');
    const patterns = params.types ?? (params.type === undefined ? ['*'] : [params.type]);
    const delivered = params.delivery_success;
    const events = world.store
      .all('event')
      .map((row) => row.object)
      .filter((one) => patterns.some((pattern) => matches(one.type, pattern)))
      .filter((one) => delivered === undefined || (one.pending_webhooks === 0) === delivered)
      .filter((one) => createdWithin(one.created, params.created));
    return pageOf(events.reverse(), params, path);
  }),
  route('GET', '/v1/events/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('event', id);
    if (!row) throw resourceMissing('event', id, 'id');
    return row.object;
  }),
];
