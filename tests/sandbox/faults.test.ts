import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { clientFor, errorOf, openSandbox, TOP_UP } from './helpers.ts';

test('a failure before the work: nothing was made, and a retry with the key does it', async () => {
  const { stripe, control } = await openSandbox();
  await control('settings', { faults: [{ path: '/v1/checkout/sessions', times: 1 }] });
  const error = await errorOf(stripe.checkout.sessions.create(TOP_UP, { idempotencyKey: 'k' }));
  expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError);
  expect(error.statusCode).toBe(500);
  expect((await stripe.checkout.sessions.list()).data).toEqual([]);
  const session = await stripe.checkout.sessions.create(TOP_UP, { idempotencyKey: 'k' });
  expect((await stripe.checkout.sessions.list()).data.map((one) => one.id)).toEqual([session.id]);
});

test('a failure after the work: it was done, and the key repeats the failure', async () => {
  const { stripe, control } = await openSandbox();
  await control('settings', { faults: [{ path: '/v1/customers', method: 'POST', when: 'after' }] });
  const first = await errorOf(stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' }));
  expect(first.headers?.['stripe-should-retry']).toBe('false');
  const again = await errorOf(stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' }));
  expect(again.headers?.['idempotent-replayed']).toBe('true');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('an answer that never comes is a connection error, although the work was done', async () => {
  const { url, stripe, control } = await openSandbox();
  await control('settings', {
    faults: [{ path: '/v1/customers', mode: 'timeout', when: 'after', delayMs: 10_000 }],
  });
  const hasty = clientFor(url, { timeout: 500 });
  const lost = await errorOf(hasty.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' }));
  expect(lost).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  await expect.poll(async () => (await stripe.customers.list()).data, { timeout: 20_000 }).toHaveLength(1);
});

test('the connection is cut when a planned timeout ends, and the key then gives the answer', async () => {
  const { stripe, control } = await openSandbox();
  await control('settings', {
    faults: [{ path: '/v1/customers', mode: 'timeout', when: 'after', delayMs: 20 }],
  });
  const customer = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'k' });
  // The client repeats a cut connection by itself, with the same key.
  expect(customer.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('a fault touches only its path and method, and only so many calls', async () => {
  const { stripe, control } = await openSandbox();
  await control('settings', { faults: [{ path: '/v1/customers', method: 'POST', times: 2, status: 503 }] });
  expect((await stripe.customers.list()).data).toEqual([]);
  await stripe.balance.retrieve();
  expect((await errorOf(stripe.customers.create())).statusCode).toBe(503);
  expect((await errorOf(stripe.customers.create())).statusCode).toBe(503);
  expect((await stripe.customers.create()).object).toBe('customer');
});

test('slow: the answer comes late but whole', async () => {
  const { stripe, control } = await openSandbox();
  await control('settings', { faults: [{ path: '/v1/balance', mode: 'slow', delayMs: 120 }] });
  const start = Date.now();
  expect((await stripe.balance.retrieve()).object).toBe('balance');
  expect(Date.now() - start).toBeGreaterThanOrEqual(115);
});
