import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { readSettings } from '../../sandbox/settings.ts';
import { clientFor, customerWithCard, errorOf, offSession, openSandbox, until } from './helpers.ts';

test('the same key and parameters get the same answer, and nothing happens twice', async () => {
  const { stripe } = await openSandbox();
  const { customer, method } = await customerWithCard(stripe);
  const params = offSession(customer.id, method.id);
  const first = await stripe.paymentIntents.create(params, { idempotencyKey: 'top-up-1' });
  const again = await stripe.paymentIntents.create(params, { idempotencyKey: 'top-up-1' });
  expect(again).toEqual(first);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(again.lastResponse.headers).toMatchObject({
    'idempotent-replayed': 'true',
    'idempotency-key': 'top-up-1',
    'original-request': first.lastResponse.requestId,
  });
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('the same key with other parameters, or for another call, is refused', async () => {
  const { stripe } = await openSandbox();
  await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
  const other = await errorOf(stripe.customers.create({ name: 'Eve' }, { idempotencyKey: 'k' }));
  expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  expect(other).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  expect(other.message).toContain('can only be used with the same parameters');
  const elsewhere = await errorOf(stripe.setupIntents.create({}, { idempotencyKey: 'k' }));
  expect(elsewhere.message).toContain(
    "same endpoint they were first used for ('/v1/setup_intents' vs '/v1/customers')",
  );
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('a declined card is replayed as the same decline', async () => {
  const { stripe } = await openSandbox();
  const { customer, method } = await customerWithCard(stripe, 'pm_card_chargeCustomerFail');
  const params = offSession(customer.id, method.id);
  const first = await errorOf(stripe.paymentIntents.create(params, { idempotencyKey: 'k' }));
  const again = await errorOf(stripe.paymentIntents.create(params, { idempotencyKey: 'k' }));
  expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
  expect(again.headers?.['idempotent-replayed']).toBe('true');
  expect((await stripe.charges.list()).data).toHaveLength(1);
});

test('a call that was wrong from the start is not remembered', async () => {
  const { stripe } = await openSandbox();
  await errorOf(stripe.customers.create({ email: 'nobody' }, { idempotencyKey: 'k' }));
  const customer = await stripe.customers.create({ email: 'reader@example.com' }, { idempotencyKey: 'k' });
  expect(customer.email).toBe('reader@example.com');
});

test('a key that is being answered is refused with 409, which the client may retry', async () => {
  const { stripe, url, control, state } = await openSandbox();
  await control('settings', { faults: [{ path: '/v1/customers', mode: 'slow', delayMs: 2_000 }] });
  const slow = stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
  await until(() => readSettings(state).faults.length === 0, 'the slow call');
  const busy = await errorOf(stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' }));
  expect(busy).toMatchObject({
    statusCode: 409,
    code: 'idempotency_key_in_use',
    rawType: 'idempotency_error',
  });
  const patient = clientFor(url, { maxNetworkRetries: 10 });
  const retried = await patient.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
  expect(retried.id).toBe((await slow).id);
});

test('twenty equal calls at once make one customer', async () => {
  const { url } = await openSandbox();
  const stripe = clientFor(url, { maxNetworkRetries: 3 });
  const made = await Promise.all(
    Array.from({ length: 20 }, () => stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' })),
  );
  expect(new Set(made.map((customer) => customer.id)).size).toBe(1);
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('a key is forgotten after a day', async () => {
  const { stripe, state } = await openSandbox();
  const first = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
  state.transaction(() => {
    state.edit('idempotency_key', 'k', (record) => {
      record.createdAt -= 25 * 3600 * 1000;
    });
  });
  const next = await stripe.customers.create({ name: 'Eve' }, { idempotencyKey: 'k' });
  expect(next.id).not.toBe(first.id);
});
