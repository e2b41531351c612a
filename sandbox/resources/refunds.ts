import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import {
  created,
  expandable,
  mergeMetadata,
  metadata,
  notInSandbox,
  oneOf,
  pagination,
  positiveInteger,
  text,
} from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { refundCharge } from '../payments/refund-charge.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { getIntentOrThrow } from './payment-intents.ts';

const createParams = z.strictObject({
  ...expandable,
  amount: positiveInteger().optional(),
  charge: text().optional(),
  metadata: metadata().optional(),
  payment_intent: text().optional(),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer').optional(),
  ...notInSandbox('currency', 'customer', 'instructions_email', 'origin'),
  ...notInSandbox('refund_application_fee', 'reverse_transfer'),
});
const updateParams = z.strictObject({ ...expandable, metadata: metadata().optional() });
const listParams = z.strictObject({
  ...pagination,
  charge: text().optional(),
  created: created().optional(),
  payment_intent: text().optional(),
});

function getOrThrow(world: World, id: string): Stripe.Refund {
  const row = world.store.get('refund', id);
  if (!row) throw resourceMissing('refund', id, 'id');
  return row.object;
}

function chargeToRefund(world: World, params: z.output<typeof createParams>): Stripe.Charge {
  if (params.charge && params.payment_intent) {
    throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.');
  }
  if (!params.charge && !params.payment_intent) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      {
        code: 'parameter_missing',
      },
    );
  }
  const intent = params.payment_intent
    ? getIntentOrThrow(world, params.payment_intent, 'payment_intent')
    : null;
  const id = params.charge ?? String(intent?.latest_charge ?? '');
  const charge = world.store.get('charge', id)?.object;
  if (intent && charge?.status !== 'succeeded') {
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    });
  }
  if (!charge) throw resourceMissing('charge', id, 'charge');
  return charge;
}

export const refundRoutes: Route[] = [
  route('POST', '/v1/refunds', createParams, ({ world, params }) =>
    refundCharge(world, {
      charge: chargeToRefund(world, params),
      amount: params.amount,
      reason: params.reason ?? null,
      metadata: mergeMetadata({}, params.metadata),
    }),
  ),
  route('GET', '/v1/refunds', listParams, ({ world, params, path }) => {
    const refunds = world.store
      .all('refund')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.charge ?? one.charge) === one.charge)
      .filter((one) => (params.payment_intent ?? one.payment_intent) === one.payment_intent);
    return pageOf(refunds.reverse(), params, path);
  }),
  route('GET', '/v1/refunds/:id', z.strictObject(expandable), ({ world, id }) => getOrThrow(world, id)),
  route('POST', '/v1/refunds/:id', updateParams, ({ world, id, params }) => {
    const before = getOrThrow(world, id);
    const { object } = world.store.edit('refund', id, (row) => {
      row.object.metadata = mergeMetadata(row.object.metadata ?? {}, params.metadata ?? {});
    });
    emitEvent(world, 'refund.updated', object, { metadata: before.metadata });
    return object;
  }),
];
