import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { customerWithCard, errorOf, offSession, openSandbox, submit } from './helpers.ts';

describe('a saved card is charged while nobody is there', () => {
  test('success: charge, fee and stored credential are there at once', async () => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(stripe);
    const intent = await stripe.paymentIntents.create({
      ...offSession(customer.id, method.id, 1000),
      metadata: { topUp: 't1' },
      statement_descriptor_suffix: 'wallet',
    });
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 1000,
      metadata: { topUp: 't1' },
      latest_charge: {
        metadata: { topUp: 't1' },
        calculated_statement_descriptor: 'FARTHING* WALLET',
        payment_method_details: { card: { last4: '4242', stored_credential_usage: 'unscheduled' } },
        balance_transaction: { amount: 1000, fee: 59, net: 941, type: 'charge', status: 'pending' },
      },
    });
  });

  test.each([
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline', 'try_again_later'],
    ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required', undefined],
    ['pm_card_threeDSecure2Required', 'authentication_required', 'authentication_required', undefined],
    [
      'pm_card_authenticationRequiredOnSetup',
      'authentication_required',
      'authentication_required',
      undefined,
    ],
  ])('%s: %s', async (card, code, decline_code, advice_code) => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(stripe, card);
    const error = await errorOf(stripe.paymentIntents.create(offSession(customer.id, method.id)));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, rawType: 'card_error', code, decline_code });
    expect(error.advice_code).toBe(advice_code);
    expect(error.payment_method?.id).toBe(method.id);
    expect(error.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code, decline_code, payment_method: { id: method.id } },
    });
    const charge = await stripe.charges.retrieve(String(error.charge));
    expect(charge).toMatchObject({
      status: 'failed',
      paid: false,
      failure_code: code,
      balance_transaction: null,
    });
  });

  test('a card that was set up before needs no authentication', async () => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(
      stripe,
      'pm_card_authenticationRequiredSetupForOffSession',
    );
    expect((await stripe.paymentIntents.create(offSession(customer.id, method.id))).status).toBe('succeeded');
  });
});

describe('cards that cannot even be saved', () => {
  test.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('%s', async (card, code, decline_code) => {
    const { stripe } = await openSandbox();
    const customer = await stripe.customers.create();
    const error = await errorOf(stripe.paymentMethods.attach(card, { customer: customer.id }));
    expect(error).toMatchObject({ statusCode: 402, code, decline_code });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });
});

describe('who owns a card', () => {
  test("another customer's card, and a card without a customer twice, are refused", async () => {
    const { stripe } = await openSandbox();
    const { method } = await customerWithCard(stripe);
    const other = await stripe.customers.create();
    const foreign = await errorOf(stripe.paymentIntents.create(offSession(other.id, method.id)));
    expect(foreign).toMatchObject({ statusCode: 400, param: 'payment_method' });
    const loose = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4242424242424242', exp_month: 12, exp_year: 2034 },
    });
    const once = { amount: 500, currency: 'usd', payment_method: loose.id, off_session: true, confirm: true };
    expect((await stripe.paymentIntents.create(once)).status).toBe('succeeded');
    expect((await errorOf(stripe.paymentIntents.create(once))).message).toContain('It may not be used again');
  });

  test('listed newest first, detached for good, and gone from the default', async () => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(stripe);
    const second = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
    const listed = await stripe.paymentMethods.list({ customer: customer.id, type: 'card' });
    expect(listed.data.map((one) => one.id)).toEqual([second.id, method.id]);
    await stripe.paymentMethods.detach(method.id);
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
    const error = await errorOf(stripe.paymentMethods.attach(method.id, { customer: customer.id }));
    expect(error.message).toContain('detached from a Customer');
  });
});

describe('authentication of an intent that the app made', () => {
  const onSession = (customer: string): Stripe.PaymentIntentCreateParams => ({
    amount: 500,
    currency: 'usd',
    customer,
    payment_method: 'pm_card_threeDSecure2Required',
    confirm: true,
    return_url: 'http://localhost:3000/back?x=1',
  });

  test('complete: the payer returns and the intent has succeeded', async () => {
    const sandbox = await openSandbox();
    const { customer } = await customerWithCard(sandbox.stripe);
    const intent = await sandbox.stripe.paymentIntents.create(onSession(customer.id));
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    const page = new URL(intent.next_action?.redirect_to_url?.url ?? '').pathname;
    expect(await (await fetch(sandbox.url + page)).text()).toContain('Your bank asks for confirmation');
    const response = await submit(sandbox, page, { result: 'complete' });
    const target = new URL(response.headers.get('location') ?? '');
    expect(target.searchParams.get('redirect_status')).toBe('succeeded');
    expect(target.searchParams.get('payment_intent')).toBe(intent.id);
    expect((await sandbox.stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  test('fail: nothing is charged', async () => {
    const sandbox = await openSandbox();
    const { customer } = await customerWithCard(sandbox.stripe);
    const intent = await sandbox.stripe.paymentIntents.create(onSession(customer.id));
    const response = await submit(sandbox, `/c/authenticate/${intent.id}`, { result: 'fail' });
    expect(response.headers.get('location')).toContain('redirect_status=failed');
    expect(await sandbox.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect((await sandbox.stripe.charges.list()).data).toEqual([]);
  });

  test('without a return address an intent that may redirect is refused', async () => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(stripe);
    const error = await errorOf(
      stripe.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        customer: customer.id,
        payment_method: method.id,
        confirm: true,
      }),
    );
    expect(error.message).toContain('you must provide a `return_url`');
  });
});

test('an intent is created, confirmed later, and then no longer to be confirmed or canceled', async () => {
  const { stripe } = await openSandbox();
  const { customer, method } = await customerWithCard(stripe);
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'eur', customer: customer.id });
  expect(intent.status).toBe('requires_payment_method');
  const paid = await stripe.paymentIntents.confirm(intent.id, {
    payment_method: method.id,
    off_session: true,
  });
  expect(paid).toMatchObject({ status: 'succeeded', currency: 'eur' });
  for (const call of [stripe.paymentIntents.confirm(intent.id), stripe.paymentIntents.cancel(intent.id)]) {
    const error = await errorOf(call);
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    expect(error.payment_intent?.id).toBe(intent.id);
  }
  const other = await stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
  expect(await stripe.paymentIntents.cancel(other.id, { cancellation_reason: 'abandoned' })).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'abandoned',
  });
});

test('a setup intent saves a card that may then be charged without the payer', async () => {
  const sandbox = await openSandbox();
  const { stripe } = sandbox;
  const customer = await stripe.customers.create();
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    payment_method: 'pm_card_authenticationRequiredOnSetup',
    confirm: true,
    return_url: 'http://localhost:3000/back',
  });
  expect(setup.status).toBe('requires_action');
  await submit(sandbox, `/c/authenticate/${setup.id}`, { result: 'complete' });
  const done = await stripe.setupIntents.retrieve(setup.id);
  expect(done.status).toBe('succeeded');
  const intent = await stripe.paymentIntents.create(offSession(customer.id, String(done.payment_method)));
  expect(intent.status).toBe('succeeded');
});
