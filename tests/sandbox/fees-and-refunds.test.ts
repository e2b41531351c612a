import { describe, expect, test } from 'vitest';
import { processingFee } from '../../sandbox/money/fees.ts';
import { customerWithCard, errorOf, offSession, openSandbox } from './helpers.ts';

test.each([
  [500, 'usd', 45],
  [1000, 'usd', 59],
  [2000, 'usd', 88],
  [50, 'usd', 31],
  [99_999_999, 'usd', 2_900_030],
  [500, 'eur', 33],
  [500, 'gbp', 28],
  [1000, 'jpy', 36],
  [5000, 'krw', 545],
])('the fee on %i minor units of %s is %i', (amount, currency, fee) => {
  expect(processingFee(amount, currency, 'card')).toBe(fee);
});

test('a bank debit in dollars costs 0.8 %, at most $5', () => {
  expect(processingFee(500, 'usd', 'us_bank_account')).toBe(4);
  expect(processingFee(1_000_000, 'usd', 'us_bank_account')).toBe(500);
});

async function charged(card = 'pm_card_visa') {
  const sandbox = await openSandbox();
  const { customer, method } = await customerWithCard(sandbox.stripe, card);
  const intent = await sandbox.stripe.paymentIntents.create({
    ...offSession(customer.id, method.id, 1000),
    expand: [],
  });
  return { ...sandbox, intent, charge: String(intent.latest_charge) };
}

describe('refunds', () => {
  test('in parts, then the rest; the fee stays with Stripe', async () => {
    const { stripe, intent, charge } = await charged();
    const part = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 300,
      reason: 'requested_by_customer',
      expand: ['balance_transaction', 'charge'],
    });
    expect(part).toMatchObject({
      status: 'succeeded',
      amount: 300,
      charge: { amount_refunded: 300, refunded: false },
      balance_transaction: { amount: -300, fee: 0, net: -300, type: 'refund' },
    });
    const rest = await stripe.refunds.create({ charge });
    expect(rest.amount).toBe(700);
    const after = await stripe.charges.retrieve(charge);
    expect(after).toMatchObject({ amount_refunded: 1000, refunded: true });
    expect(after.refunds?.data.map((refund) => refund.id)).toEqual([rest.id, part.id]);
    const balance = await stripe.balance.retrieve();
    const total = (balance.available[0]?.amount ?? 0) + (balance.pending[0]?.amount ?? 0);
    expect(total).toBe(-59);
  });

  test('more than is left is refused, and so is a second full refund', async () => {
    const { stripe, charge } = await charged();
    const tooMuch = await errorOf(stripe.refunds.create({ charge, amount: 1001 }));
    expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
    expect(tooMuch.message).toBe('Refund amount ($10.01) is greater than charge amount ($10.00)');
    await stripe.refunds.create({ charge, amount: 400 });
    expect((await errorOf(stripe.refunds.create({ charge, amount: 700 }))).message).toBe(
      'Refund amount ($7.00) is greater than unrefunded amount on charge ($6.00)',
    );
    await stripe.refunds.create({ charge });
    expect(await errorOf(stripe.refunds.create({ charge }))).toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  test('ten at once never give back more than was paid', async () => {
    const { stripe, charge } = await charged();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => stripe.refunds.create({ charge, amount: 300 })),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(3);
    expect((await stripe.charges.retrieve(charge)).amount_refunded).toBe(900);
  });

  test('…7726 is pending, then succeeds', async () => {
    const { stripe, charge, control } = await charged('pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ charge });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    await control('settle');
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    const updates = await stripe.events.list({ type: 'refund.updated' });
    expect(updates.data[0]).toMatchObject({ data: { object: { id: refund.id, status: 'succeeded' } } });
  });

  test('…5126 succeeds, then fails: the money is back and the charge is not refunded', async () => {
    const { stripe, charge, control } = await charged('pm_card_refundFail');
    const refund = await stripe.refunds.create({ charge });
    expect(refund.status).toBe('succeeded');
    await control('settle');
    const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
      failure_balance_transaction: { amount: 1000, type: 'refund_failure' },
    });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1);
  });

  test('a declined charge has nothing to refund', async () => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(stripe, 'pm_card_chargeCustomerFail');
    const declined = await errorOf(stripe.paymentIntents.create(offSession(customer.id, method.id)));
    const error = await errorOf(
      stripe.refunds.create({ payment_intent: String(declined.payment_intent?.id) }),
    );
    expect(error.message).toContain('does not have a successful charge to refund');
  });
});

test('the fee may come later, with charge.updated', async () => {
  const { stripe, control } = await openSandbox();
  await control('settings', { feeDelayMs: 60_000 });
  const { customer, method } = await customerWithCard(stripe);
  const intent = await stripe.paymentIntents.create(offSession(customer.id, method.id));
  expect(intent).toMatchObject({ status: 'succeeded', latest_charge: { balance_transaction: null } });
  await control('settle');
  const paid = await stripe.paymentIntents.retrieve(intent.id, {
    expand: ['latest_charge.balance_transaction'],
  });
  expect(paid).toMatchObject({ latest_charge: { balance_transaction: { fee: 45 } } });
  expect((await stripe.events.list({ type: 'charge.updated' })).data).toHaveLength(1);
});

test('money is pending for two days, and at once available with …0077', async () => {
  const { stripe } = await openSandbox();
  for (const card of ['pm_card_visa', 'pm_card_bypassPending']) {
    const { customer, method } = await customerWithCard(stripe, card);
    await stripe.paymentIntents.create(offSession(customer.id, method.id, 1000));
  }
  expect(await stripe.balance.retrieve()).toMatchObject({
    available: [{ amount: 941 }],
    pending: [{ amount: 941 }],
  });
});
