import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { clientFor, errorOf, openSandbox, TOP_UP } from './helpers.ts';

describe('keys', () => {
  test.each([
    [undefined, 'You did not provide an API key.'],
    ['Bearer nonsense', 'Invalid API Key provided: ********'],
    ['Bearer sk_live_51abc', 'A live key was sent to the Stripe sandbox.'],
  ])('%s is refused with 401', async (authorization, message) => {
    const { url } = await openSandbox();
    const response = await fetch(`${url}/v1/customers`, { headers: authorization ? { authorization } : {} });
    expect(response.status).toBe(401);
    const body = (await response.json()) as { error: { message: string; type: string } };
    expect(body.error.type).toBe('invalid_request_error');
    expect(body.error.message).toContain(message);
  });

  test('a test key passes by Bearer and by Basic', async () => {
    const { url } = await openSandbox();
    const basic = `Basic ${Buffer.from('sk_test_sandbox:').toString('base64')}`;
    for (const authorization of ['Bearer sk_test_sandbox', basic]) {
      expect((await fetch(`${url}/v1/customers`, { headers: { authorization } })).status).toBe(200);
    }
  });

  test('the client throws StripeAuthenticationError', async () => {
    const { url } = await openSandbox();
    const { hostname, port } = new URL(url);
    const stripe = new Stripe('wrong', { host: hostname, port, protocol: 'http' });
    expect(await errorOf(stripe.balance.retrieve())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  });
});

const price = (unit_amount: number, currency = 'usd') => ({
  ...TOP_UP,
  line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: 'Top-up' } } }],
});

describe('wrong parameters', () => {
  const cases: [string, (stripe: Stripe) => Promise<unknown>, Partial<Stripe.StripeRawError>][] = [
    [
      'a parameter that is gone from Stripe',
      (stripe) =>
        stripe.rawRequest('POST', '/v1/payment_intents', {
          amount: 500,
          currency: 'usd',
          payment_method_types: ['card'],
        }),
      {
        code: 'parameter_unknown',
        param: 'payment_method_types',
        message: 'Received unknown parameter: payment_method_types',
      },
    ],
    [
      'an unknown parameter inside another',
      (stripe) => stripe.rawRequest('POST', '/v1/customers', { address: { planet: 'Mars' } }),
      { code: 'parameter_unknown', param: 'address[planet]' },
    ],
    [
      'a missing parameter',
      (stripe) => stripe.rawRequest('POST', '/v1/payment_intents', { currency: 'usd' }),
      { code: 'parameter_missing', param: 'amount', message: 'Missing required param: amount.' },
    ],
    [
      'a missing parameter deep inside',
      (stripe) =>
        stripe.rawRequest('POST', '/v1/checkout/sessions', {
          ...TOP_UP,
          line_items: [{ quantity: 1, price_data: { currency: 'usd', product_data: { name: 'x' } } }],
        }),
      { code: 'parameter_missing', param: 'line_items[0][price_data][unit_amount]' },
    ],
    [
      'a fraction of a cent',
      (stripe) => stripe.paymentIntents.create({ amount: 3.5, currency: 'usd' }),
      { code: 'parameter_invalid_integer', param: 'amount', message: 'Invalid integer: 3.5' },
    ],
    [
      'NaN',
      (stripe) => stripe.paymentIntents.create({ amount: Number.NaN, currency: 'usd' }),
      { code: 'parameter_invalid_integer', param: 'amount' },
    ],
    [
      'a negative amount',
      (stripe) => stripe.paymentIntents.create({ amount: -500, currency: 'usd' }),
      { code: 'parameter_invalid_integer', param: 'amount' },
    ],
    [
      'an empty value',
      (stripe) => stripe.paymentIntents.create({ amount: 500, currency: '' }),
      { code: 'parameter_invalid_empty', param: 'currency' },
    ],
    [
      'an unknown currency',
      (stripe) => stripe.paymentIntents.create({ amount: 500, currency: 'zzz' }),
      { param: 'currency', message: 'Invalid currency: zzz' },
    ],
    [
      'too little',
      (stripe) => stripe.paymentIntents.create({ amount: 49, currency: 'usd' }),
      { code: 'amount_too_small', param: 'amount' },
    ],
    [
      'too little in won',
      (stripe) => stripe.checkout.sessions.create(price(99, 'krw')),
      { code: 'amount_too_small', param: 'line_items' },
    ],
    [
      'too much',
      (stripe) => stripe.paymentIntents.create({ amount: 100_000_000, currency: 'usd' }),
      { code: 'amount_too_large' },
    ],
    [
      'a bad address',
      (stripe) => stripe.checkout.sessions.create({ ...TOP_UP, success_url: 'javascript:alert(1)' }),
      { code: 'url_invalid', param: 'success_url' },
    ],
    [
      'a bad email',
      (stripe) => stripe.customers.create({ email: 'nobody' }),
      { code: 'email_invalid', param: 'email' },
    ],
    [
      'long metadata',
      (stripe) => stripe.customers.create({ metadata: { note: 'x'.repeat(501) } }),
      { param: 'metadata' },
    ],
    [
      'a session that ends too soon',
      (stripe) =>
        stripe.checkout.sessions.create({ ...TOP_UP, expires_at: Math.floor(Date.now() / 1000) + 600 }),
      { param: 'expires_at' },
    ],
    [
      'a session that ends too late',
      (stripe) =>
        stripe.checkout.sessions.create({ ...TOP_UP, expires_at: Math.floor(Date.now() / 1000) + 90_000 }),
      { param: 'expires_at' },
    ],
    [
      'no line items',
      (stripe) => stripe.checkout.sessions.create({ ...TOP_UP, line_items: [] }),
      { code: 'parameter_missing', param: 'line_items' },
    ],
    [
      'off_session without confirm',
      (stripe) => stripe.paymentIntents.create({ amount: 500, currency: 'usd', off_session: true }),
      { param: 'off_session' },
    ],
    [
      'a customer that does not exist',
      (stripe) => stripe.checkout.sessions.create({ ...TOP_UP, customer: 'cus_none' }),
      { code: 'resource_missing', param: 'customer' },
    ],
  ];
  test.each(cases)('%s', async (_name, call, expected) => {
    const { stripe } = await openSandbox();
    const error = await errorOf(call(stripe));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error.statusCode).toBe(400);
    expect(error.raw).toMatchObject({ type: 'invalid_request_error', ...expected });
  });

  test('a parameter that only the sandbox lacks is told apart from an unknown one', async () => {
    const { stripe } = await openSandbox();
    const error = await errorOf(stripe.customers.create({ balance: 5 }));
    expect(error).toMatchObject({ code: 'parameter_unsupported_in_sandbox', param: 'balance' });
  });
});

test('unknown ids are 404 with the request id and a log address', async () => {
  const { stripe } = await openSandbox();
  const calls = [
    stripe.customers.retrieve('cus_none'),
    stripe.checkout.sessions.retrieve('cs_test_none'),
    stripe.paymentIntents.retrieve('pi_none'),
    stripe.charges.retrieve('ch_none'),
    stripe.refunds.retrieve('re_none'),
    stripe.balanceTransactions.retrieve('txn_none'),
    stripe.events.retrieve('evt_none'),
  ];
  for (const call of calls) {
    const error = await errorOf(call);
    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      rawType: 'invalid_request_error',
    });
    expect(error.doc_url).toBe('https://docs.stripe.com/error-codes/resource-missing');
    expect(error.requestId).toMatch(/^req_\w{14}$/);
    expect(error.request_log_url).toContain(error.requestId);
  }
});

test('an unknown address is a 404 in words', async () => {
  const { url } = await openSandbox();
  const error = await errorOf(clientFor(url).rawRequest('GET', '/v1/plans'));
  expect(error.message).toContain('Unrecognized request URL (GET: /v1/plans)');
});

test('a parameter named like a prototype member is only unknown', async () => {
  const { url, stripe } = await openSandbox();
  const response = await fetch(`${url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sandbox' },
    body: new URLSearchParams({ '__proto__[admin]': 'true', 'metadata[__proto__]': 'x' }),
  });
  expect(response.status).toBe(400);
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  expect((await stripe.customers.list()).data).toEqual([]);
});

test('a customer that was deleted is a stub, and no longer usable', async () => {
  const { stripe } = await openSandbox();
  const customer = await stripe.customers.create({ email: 'reader@example.com' });
  expect(await stripe.customers.del(customer.id)).toEqual({
    id: customer.id,
    object: 'customer',
    deleted: true,
  });
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
  expect(await errorOf(stripe.checkout.sessions.create({ ...TOP_UP, customer: customer.id }))).toMatchObject({
    code: 'resource_missing',
  });
});
