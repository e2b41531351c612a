import type Stripe from 'stripe';
import { z } from 'zod';
import { brandOf, readCard } from '../cards/read-card.ts';
import { testCardNamed } from '../cards/test-cards.ts';
import { ApiError, docUrl, resourceMissing } from '../http/errors.ts';
import { pageOf } from '../http/lists.ts';
import {
  address,
  clearableText,
  email,
  expandable,
  integer,
  mergeMetadata,
  metadata,
  notInSandbox,
  oneOf,
  pagination,
  text,
} from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { attachMethod, detachMethod, getMethodOrThrow } from '../payments/attach-method.ts';
import { createCard, createTestCard } from '../payments/build-payment-method.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

const allowRedisplay = oneOf('always', 'limited', 'unspecified');
const billingDetails = z.strictObject({
  address: address().optional(),
  email: z.union([z.literal('').transform(() => null), email()]).optional(),
  name: clearableText().optional(),
  phone: clearableText().optional(),
});

const createParams = z.strictObject({
  ...expandable,
  type: oneOf('card'),
  card: z.strictObject({ number: text(), exp_month: integer(), exp_year: integer(), cvc: text().optional() }),
  allow_redisplay: allowRedisplay.optional(),
  billing_details: billingDetails.optional(),
  metadata: metadata().optional(),
  ...notInSandbox('customer', 'payment_method', 'radar_options', 'us_bank_account'),
});
const updateParams = z.strictObject({
  ...expandable,
  allow_redisplay: allowRedisplay.optional(),
  billing_details: billingDetails.optional(),
  card: z.strictObject({ exp_month: integer().optional(), exp_year: integer().optional() }).optional(),
  metadata: metadata().optional(),
  ...notInSandbox('us_bank_account'),
});
const listParams = z.strictObject({
  ...pagination,
  allow_redisplay: allowRedisplay.optional(),
  customer: text().optional(),
  type: text().optional(),
  ...notInSandbox('customer_account'),
});
const attachParams = z.strictObject({ ...expandable, customer: text(), ...notInSandbox('customer_account') });

/** What a customer has saved, the newest first. */
export function methodsOf(world: World, customer: string): Stripe.PaymentMethod[] {
  return world.store
    .all('payment_method')
    .map((row) => row.object)
    .filter((method) => method.customer === customer)
    .reverse();
}

/** A stored payment method, or a new one for `pm_card_…`. */
export function resolveMethod(world: World, id: string, param: string) {
  const testCard = testCardNamed(id);
  return testCard ? createTestCard(world, testCard) : getMethodOrThrow(world, id, param);
}

function create(world: World, params: z.output<typeof createParams>): Stripe.PaymentMethod {
  const { number, exp_month, exp_year, cvc } = params.card;
  const { card, errors } = readCard(
    { number, expiry: `${exp_month}/${exp_year}`, cvc: cvc ?? (brandOf(number) === 'amex' ? '0000' : '000') },
    new Date(world.nowMs()),
  );
  if (!card) {
    if (errors.number) throw invalidCard('incorrect_number', 'Your card number is incorrect.', 'number');
    if (errors.cvc) throw invalidCard('invalid_cvc', "Your card's security code is invalid.", 'cvc');
    throw invalidCard('invalid_expiry_year', "Your card's expiration date is invalid.", 'exp_year');
  }
  const { object } = createCard(world, card);
  return change(world, object.id, params).object;
}

function invalidCard(code: string, message: string, param: string): ApiError {
  return new ApiError(402, {
    type: 'card_error',
    code,
    message,
    param: `card[${param}]`,
    doc_url: docUrl(code),
  });
}

function change(world: World, id: string, params: Omit<z.output<typeof updateParams>, 'card'>) {
  return world.store.edit('payment_method', id, ({ object }) => {
    if (params.allow_redisplay) object.allow_redisplay = params.allow_redisplay;
    if (params.metadata !== undefined)
      object.metadata = mergeMetadata(object.metadata ?? {}, params.metadata);
    const { address: where, ...rest } = params.billing_details ?? {};
    Object.assign(object.billing_details, rest);
    if (where) Object.assign(object.billing_details.address ?? {}, where);
  });
}

export const paymentMethodRoutes: Route[] = [
  route('POST', '/v1/payment_methods', createParams, ({ world, params }) => create(world, params)),
  route('GET', '/v1/payment_methods', listParams, ({ world, params, path }) => {
    const methods = params.customer === undefined ? [] : methodsOf(world, params.customer);
    if (params.customer !== undefined && !world.store.get('customer', params.customer)) {
      throw resourceMissing('customer', params.customer, 'customer');
    }
    const chosen = methods
      .filter((one) => (params.type ?? one.type) === one.type)
      .filter((one) => (params.allow_redisplay ?? one.allow_redisplay) === one.allow_redisplay);
    return pageOf(chosen, params, path);
  }),
  route(
    'GET',
    '/v1/payment_methods/:id',
    z.strictObject(expandable),
    ({ world, id }) => resolveMethod(world, id, 'id').object,
  ),
  route('POST', '/v1/payment_methods/:id', updateParams, ({ world, id, params }) => {
    getMethodOrThrow(world, id, 'id');
    if (params.card) {
      world.store.edit('payment_method', id, ({ object }) => {
        if (object.card) Object.assign(object.card, params.card);
      });
    }
    const { object } = change(world, id, params);
    emitEvent(world, 'payment_method.updated', object);
    return object;
  }),
  route('POST', '/v1/payment_methods/:id/attach', attachParams, ({ world, id, params }) => {
    const customer = world.store.get('customer', params.customer)?.object;
    if (!customer || customer.deleted) throw resourceMissing('customer', params.customer, 'customer');
    return attachMethod(world, resolveMethod(world, id, 'id').object.id, params.customer).object;
  }),
  route(
    'POST',
    '/v1/payment_methods/:id/detach',
    z.strictObject(expandable),
    ({ world, id }) => detachMethod(world, id).object,
  ),
];
