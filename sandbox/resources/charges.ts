import { z } from 'zod';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { created, expandable, notInSandbox, pagination, text } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';

const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  customer: text().optional(),
  payment_intent: text().optional(),
  ...notInSandbox('transfer_group'),
});

export const chargeRoutes: Route[] = [
  route('GET', '/v1/charges', listParams, ({ world, params, path }) => {
    const charges = world.store
      .all('charge')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.customer ?? one.customer) === one.customer)
      .filter((one) => (params.payment_intent ?? one.payment_intent) === one.payment_intent);
    return pageOf(charges.reverse(), params, path);
  }),
  route('GET', '/v1/charges/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('charge', id);
    if (!row) throw resourceMissing('charge', id, 'id');
    return row.object;
  }),
];
