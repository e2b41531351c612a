import type Stripe from 'stripe';
import { z } from 'zod';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { created, expandable, notInSandbox, pagination, text } from '../http/params.ts';
import { connected, type Route, route } from '../http/routes.ts';
import type { World } from '../world.ts';

const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  status: text().optional(),
  ...notInSandbox('arrival_date', 'destination'),
});

/** The payouts of the connected account that is asked for; the platform itself makes none here. */
function payoutsOf(world: World): Stripe.Payout[] {
  return world.store
    .all('payout')
    .filter(({ hidden }) => hidden.account === world.request?.account)
    .map(({ object }) => object);
}

export const payoutRoutes: Route[] = [
  connected(
    route('GET', '/v1/payouts', listParams, ({ world, params, path }) => {
      const payouts = payoutsOf(world)
        .filter((one) => createdWithin(one.created, params.created))
        .filter((one) => (params.status ?? one.status) === one.status);
      return pageOf(payouts.reverse(), params, path);
    }),
  ),
  connected(
    route('GET', '/v1/payouts/:id', z.strictObject(expandable), ({ world, id }) => {
      const payout = payoutsOf(world).find((one) => one.id === id);
      if (!payout) throw resourceMissing('payout', id, 'id');
      return payout;
    }),
  ),
];
