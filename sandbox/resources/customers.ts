import type Stripe from 'stripe';
import { z } from 'zod';
import { testCardNamed } from '../cards/test-cards.ts';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import {
  address,
  clearableText,
  created,
  email,
  expandable,
  list,
  mergeMetadata,
  metadata,
  notInSandbox,
  oneOf,
  pagination,
  text,
} from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { newId, randomText } from '../ids.ts';
import { attachMethod, detachMethod, getMethodOrThrow } from '../payments/attach-method.ts';
import { createTestCard } from '../payments/build-payment-method.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';
import { methodsOf } from './payment-methods.ts';

const shared = {
  ...expandable,
  address: z.union([z.literal('').transform(() => null), address()]).optional(),
  description: clearableText().optional(),
  email: z.union([z.literal('').transform(() => null), email()]).optional(),
  invoice_settings: z.strictObject({ default_payment_method: clearableText().optional() }).optional(),
  metadata: metadata().optional(),
  name: clearableText(256).optional(),
  phone: clearableText(20).optional(),
  preferred_locales: list(text(20)).optional(),
  ...notInSandbox('balance', 'business_name', 'cash_balance', 'individual_name', 'invoice_prefix'),
  ...notInSandbox('next_invoice_sequence', 'shipping', 'source', 'tax', 'tax_exempt', 'validate'),
};

const createParams = z.strictObject({
  ...shared,
  payment_method: text().optional(),
  ...notInSandbox('tax_id_data', 'test_clock'),
});
const updateParams = z.strictObject({ ...shared, ...notInSandbox('default_source') });
const listParams = z.strictObject({ ...pagination, created: created().optional(), email: text().optional() });
const methodListParams = z.strictObject({
  ...pagination,
  type: text().optional(),
  allow_redisplay: oneOf('always', 'limited', 'unspecified').optional(),
});

/** A customer that exists and was not deleted. `param` names where the id came from. */
export function getCustomerOrThrow(world: World, id: string, param: string): Stripe.Customer {
  const customer = world.store.get('customer', id)?.object;
  if (!customer || customer.deleted) throw resourceMissing('customer', id, param);
  return customer;
}

export function createCustomer(world: World, values: Partial<Stripe.Customer>): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: nowSeconds(world),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...values,
  };
  world.store.put('customer', customer.id, { object: customer, hidden: null });
  emitEvent(world, 'customer.created', customer);
  return customer;
}

function changesOf(
  world: World,
  params: z.output<typeof createParams> | z.output<typeof updateParams>,
  current: Record<string, string>,
  customer: string | null,
): Partial<Stripe.Customer> {
  const { address: where, description, email: mail, metadata: meta, name, phone, preferred_locales } = params;
  const method = params.invoice_settings?.default_payment_method;
  if (
    method &&
    getMethodOrThrow(world, method, 'invoice_settings[default_payment_method]').object.customer !== customer
  ) {
    throw resourceMissing('PaymentMethod', method, 'invoice_settings[default_payment_method]');
  }
  const none = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    ...(where !== undefined && { address: where && { ...none, ...where } }),
    ...(description !== undefined && { description }),
    ...(mail !== undefined && { email: mail }),
    ...(meta !== undefined && { metadata: mergeMetadata(current, meta) }),
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(preferred_locales && { preferred_locales }),
    ...(method !== undefined && {
      invoice_settings: {
        custom_fields: null,
        default_payment_method: method,
        footer: null,
        rendering_options: null,
      },
    }),
  };
}

function update(world: World, id: string, params: z.output<typeof updateParams>): Stripe.Customer {
  const before = getCustomerOrThrow(world, id, 'id');
  const changes = changesOf(world, params, before.metadata, id);
  const after: Stripe.Customer = { ...before, ...changes };
  world.store.put('customer', id, { object: after, hidden: null });
  const previous = Object.fromEntries(
    Object.keys(changes).map((key) => [key, before[key as keyof Stripe.Customer]]),
  );
  if (Object.keys(changes).length > 0) emitEvent(world, 'customer.updated', after, previous);
  return after;
}

function remove(world: World, id: string): Stripe.DeletedCustomer {
  const customer = getCustomerOrThrow(world, id, 'id');
  for (const method of methodsOf(world, id)) detachMethod(world, method.id);
  emitEvent(world, 'customer.deleted', customer);
  const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true };
  world.store.put('customer', id, { object: deleted, hidden: null });
  return deleted;
}

export const customerRoutes: Route[] = [
  route('POST', '/v1/customers', createParams, ({ world, params }) => {
    const customer = createCustomer(world, changesOf(world, params, {}, null));
    if (params.payment_method) {
      const testCard = testCardNamed(params.payment_method);
      const method = testCard ? createTestCard(world, testCard).object.id : params.payment_method;
      getMethodOrThrow(world, method, 'payment_method');
      attachMethod(world, method, customer.id);
    }
    return customer;
  }),
  route('GET', '/v1/customers', listParams, ({ world, params, path }) => {
    const customers = world.store
      .all('customer')
      .flatMap(({ object }) => (object.deleted ? [] : [object]))
      .filter(
        (one) => createdWithin(one.created, params.created) && (params.email ?? one.email) === one.email,
      );
    return pageOf(customers.reverse(), params, path);
  }),
  route('GET', '/v1/customers/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('customer', id);
    if (!row) throw resourceMissing('customer', id, 'id');
    return row.object;
  }),
  route('POST', '/v1/customers/:id', updateParams, ({ world, id, params }) => update(world, id, params)),
  route('DELETE', '/v1/customers/:id', z.strictObject(expandable), ({ world, id }) => remove(world, id)),
  route('GET', '/v1/customers/:id/payment_methods', methodListParams, ({ world, id, params, path }) => {
    getCustomerOrThrow(world, id, 'id');
    const methods = methodsOf(world, id)
      .filter((one) => (params.type ?? one.type) === one.type)
      .filter((one) => (params.allow_redisplay ?? one.allow_redisplay) === one.allow_redisplay);
    return pageOf(methods, params, path);
  }),
];
