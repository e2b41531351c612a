import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { examples, expectShape } from './expect-shape.ts';
import { customerWithCard, offSession, openSandbox, pay, TOP_UP } from './helpers.ts';

describe('every object has the members and types of the published examples', () => {
  test('customer, payment method, payment intent, charge, balance transaction, refund', async () => {
    const { stripe } = await openSandbox();
    const { customer, method } = await customerWithCard(stripe);
    const intent = await stripe.paymentIntents.create({ ...offSession(customer.id, method.id), expand: [] });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    const transaction = await stripe.balanceTransactions.retrieve(String(charge.balance_transaction));
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
    expectShape(customer, 'customer');
    expectShape(method, 'payment_method');
    expectShape(intent, 'payment_intent');
    expectShape(charge, 'charge');
    expectShape(transaction, 'balance_transaction');
    expectShape(refund, 'refund');
    expectShape(await stripe.charges.retrieve(charge.id), 'charge');
    expectShape(await stripe.balance.retrieve(), 'balance');
  });

  test('checkout session when open, paid and expired; its line item has the price', async () => {
    const sandbox = await openSandbox();
    const { stripe } = sandbox;
    const customer = await stripe.customers.create({ email: 'reader@example.com' });
    const open = await stripe.checkout.sessions.create({ ...TOP_UP, customer: customer.id });
    expectShape(open, 'checkout.session');
    const items = await stripe.checkout.sessions.listLineItems(open.id);
    const price = items.data[0]?.price;
    expect(price?.unit_amount_decimal?.toString()).toBe('500');
    expect(Object.keys(price ?? {}).sort()).toEqual(Object.keys(examples.price ?? {}).sort());
    await pay(sandbox, open);
    expectShape(await stripe.checkout.sessions.retrieve(open.id), 'checkout.session');
    const other = await stripe.checkout.sessions.create(TOP_UP);
    expectShape(await stripe.checkout.sessions.expire(other.id), 'checkout.session');
  });

  test('setup intent and event', async () => {
    const { stripe } = await openSandbox();
    const customer = await stripe.customers.create();
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    expectShape(setup, 'setup_intent');
    const event = (await stripe.events.list({ limit: 1 })).data[0];
    if (!event) throw new Error('The setup made no event.');
    const { data, ...rest } = event as Stripe.Event & { data: object };
    const { data: _example, ...shape } = examples.event ?? {};
    expect(Object.keys(rest).sort()).toEqual(Object.keys(shape).sort());
    expect(Object.keys(data)).toContain('object');
  });
});

test('lists page by cursor, filter by time, and expand their items', async () => {
  const { stripe } = await openSandbox();
  const { customer, method } = await customerWithCard(stripe);
  const amounts = [100, 200, 300, 400, 500];
  for (const amount of amounts)
    await stripe.paymentIntents.create(offSession(customer.id, method.id, amount));
  const first = await stripe.charges.list({ limit: 2, expand: ['data.balance_transaction'] });
  expect(first.data.map((charge) => charge.amount)).toEqual([500, 400]);
  expect(first.has_more).toBe(true);
  expect(first.data[0]?.balance_transaction).toMatchObject({ object: 'balance_transaction', amount: 500 });
  const second = await stripe.charges.list({ limit: 2, starting_after: first.data[1]?.id });
  expect(second.data.map((charge) => charge.amount)).toEqual([300, 200]);
  const back = await stripe.charges.list({ limit: 1, ending_before: second.data[0]?.id });
  expect(back.data.map((charge) => charge.amount)).toEqual([400]);
  expect(back.has_more).toBe(true);
  const all: number[] = [];
  for await (const transaction of stripe.balanceTransactions.list({ limit: 2, type: 'charge' }))
    all.push(transaction.amount);
  expect(all).toEqual([500, 400, 300, 200, 100]);
  const future = Math.floor(Date.now() / 1000) + 60;
  expect((await stripe.balanceTransactions.list({ created: { gte: future } })).data).toEqual([]);
  expect((await stripe.balanceTransactions.list({ created: { lt: future } })).data).toHaveLength(5);
});

test('nested paths expand down to the fee, and a wrong path is refused', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  await pay(sandbox, session);
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge.balance_transaction', 'line_items', 'customer'],
  });
  expect(paid).toMatchObject({
    payment_intent: { latest_charge: { amount: 500, balance_transaction: { fee: 45, net: 455 } } },
    line_items: { data: [{ amount_total: 500, description: 'Wallet top-up' }] },
  });
  await expect(
    sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ['amount_total'] }),
  ).rejects.toThrow('This property cannot be expanded (amount_total).');
});
