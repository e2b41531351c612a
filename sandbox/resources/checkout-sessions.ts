import type Stripe from 'stripe';
import { z } from 'zod';
import { createSession } from '../checkout/build-session.ts';
import { expireSession } from '../checkout/complete-session.ts';
import { createSessionParams, listSessionParams } from '../checkout/session-params.ts';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { expandable, mergeMetadata, metadata, pagination } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import type { World } from '../world.ts';

function getOrThrow(world: World, id: string): Stripe.Checkout.Session {
  const row = world.store.get('checkout.session', id);
  if (!row) throw resourceMissing('checkout.session', id, 'id');
  return row.object;
}

const updateParams = z.strictObject({ ...expandable, metadata: metadata().optional() });

export const checkoutSessionRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', createSessionParams, ({ world, params }) =>
    createSession(world, params),
  ),
  route('GET', '/v1/checkout/sessions', listSessionParams, ({ world, params, path }) => {
    const sessions = world.store
      .all('checkout.session')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.customer ?? one.customer) === one.customer)
      .filter((one) => (params.payment_intent ?? one.payment_intent) === one.payment_intent)
      .filter((one) => (params.status ?? one.status) === one.status);
    return pageOf(sessions.reverse(), params, path);
  }),
  route('GET', '/v1/checkout/sessions/:id', z.strictObject(expandable), ({ world, id }) =>
    getOrThrow(world, id),
  ),
  route('POST', '/v1/checkout/sessions/:id', updateParams, ({ world, id, params }) => {
    getOrThrow(world, id);
    return world.store.edit('checkout.session', id, ({ object }) => {
      object.metadata = mergeMetadata(object.metadata ?? {}, params.metadata ?? {});
    }).object;
  }),
  route('POST', '/v1/checkout/sessions/:id/expire', z.strictObject(expandable), ({ world, id }) => {
    getOrThrow(world, id);
    return expireSession(world, id);
  }),
  route(
    'GET',
    '/v1/checkout/sessions/:id/line_items',
    z.strictObject(pagination),
    ({ world, id, params, path }) => {
      getOrThrow(world, id);
      return pageOf(world.store.get('checkout.session', id)?.hidden.lineItems ?? [], params, path);
    },
  ),
];
