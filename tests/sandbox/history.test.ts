import { expect, test } from 'vitest';
import { playHistory } from '../../sandbox/history/play-history.ts';
import type { Step } from '../../sandbox/history/steps.ts';
import { openSandbox } from './helpers.ts';

const DAY = 86_400_000;
const until = Math.floor(Date.now() / DAY) * DAY;
const at = (daysAgo: number) => until - daysAgo * DAY;

const checkout = (key: string, daysAgo: number, amount: number): Step => ({
  ...{
    at: at(daysAgo),
    do: 'checkout',
    key,
    customer: 'u',
    amount,
    currency: 'usd',
    description: 'Top-up',
    locale: 'en',
  },
  ...{ metadata: { top_up_id: key }, saveCard: false, successUrl: 'https://app.example/return' },
  expiresAt: at(daysAgo) / 1000 + 2_700,
});
const submit = (key: string, daysAgo: number, card = '4242424242424242'): Step => ({
  ...{ at: at(daysAgo) + 60_000, do: 'pay', checkout: key, card, name: 'Ada' },
});

const STEPS: Step[] = [
  { at: at(100), do: 'fund', amount: 5_000, currency: 'usd' },
  { at: at(90), do: 'customer', key: 'u', email: 'u@example.com', metadata: {} },
  checkout('1', 90, 1_000),
  submit('1', 90),
  checkout('2', 80, 2_000),
  submit('2', 80, '4000000000009995'),
  checkout('3', 70, 2_000),
  submit('3', 70),
  {
    ...{
      at: at(60),
      do: 'account',
      key: 'c',
      email: 'c@example.com',
      name: 'C',
      country: 'us',
      currency: 'usd',
    },
    metadata: {},
  },
  { at: at(60), do: 'onboard', account: 'c', bank: '000123456789', outcome: 'active' },
  {
    at: at(50),
    do: 'transfer',
    key: '7',
    account: 'c',
    amount: 400,
    currency: 'usd',
    group: 'g',
    metadata: {},
  },
  { at: at(40), do: 'refund', key: '4', checkout: '1', amount: 300, reason: null, metadata: {} },
  { at: at(30), do: 'dispute', key: '5', checkout: '3', reason: 'fraudulent' },
  { at: at(20), do: 'decide', dispute: '5', ending: 'lose' },
  {
    at: at(1),
    do: 'transfer',
    key: '8',
    account: 'c',
    amount: 100,
    currency: 'usd',
    group: 'h',
    metadata: {},
  },
];
const history = (seed: string) =>
  playHistory({ steps: STEPS, untilMs: until, publicUrl: 'http://sandbox.example', bankMs: 2 * DAY, seed });
const post = (url: string, body: string) => fetch(`${url}/_sandbox/load`, { method: 'POST', body });

test('a history is played by the same code, at its own dates, with the same ids for the same seed', () => {
  const { answers, rows } = history('s');
  expect(history('s')).toEqual({ answers, rows });
  expect(history('t').answers.customers).not.toEqual(answers.customers);
  expect(answers.checkouts.get('1')?.paid).toMatchObject({ fee: 59, brand: 'visa', last4: '4242' });
  expect(answers.checkouts.get('2')).toMatchObject({ paid: null, declineCode: 'insufficient_funds' });
  expect(answers.disputes.get('5')).toMatchObject({
    status: 'lost',
    movements: [{ amount: -2_000, fee: 1_500 }],
  });
  expect(answers.transfers.get('7')).toMatchObject({ status: 'paid' });
  expect(answers.transfers.get('8')).toMatchObject({ status: 'pending' });
  const session = rows.find(
    ([table, id]) => table === 'checkout.session' && id === answers.checkouts.get('2')?.session,
  );
  expect(session?.[2]).toMatchObject({ object: { status: 'expired', created: at(80) / 1000 } });
});

test('a running sandbox takes a history once and goes on with it', async () => {
  const { stripe, control, state, url } = await openSandbox();
  const { answers, rows } = history('s');
  const load = async () => (await post(url, rows.map((row) => JSON.stringify(row)).join('\n'))).json();
  expect(await load()).toEqual({ loaded: rows.length, known: 0 });
  expect(await load()).toEqual({ loaded: 0, known: rows.length });

  const transactions = await stripe.balanceTransactions.list({ limit: 100 });
  const net = transactions.data.reduce((sum, one) => sum + one.net, 0);
  expect(net).toBe(5_000 + 1_000 - 59 + 2_000 - 88 - 300 - 2_000 - 1_500 - 400 - 100);
  const refund = await stripe.refunds.create({
    charge: answers.checkouts.get('1')?.paid?.charge,
    amount: 700,
  });
  expect(refund.status).toBe('succeeded');
  await control('settle');
  const [payout] = state.all('payout').filter(({ object }) => object.amount === 100);
  expect(payout?.object.status).toBe('paid');
});

test.each([
  ['settings', '["settings","only",{"webhookUrl":"http://elsewhere.example"}]'],
  ['another id', '["customer","cus_1",{"object":{"id":"cus_2"},"hidden":null}]'],
  ['no JSON', '["customer",'],
])('what is no row of a history is refused, and nothing is kept: %s', async (_name, line) => {
  const { url, state } = await openSandbox();
  const good = '["customer","cus_9",{"object":{"id":"cus_9","object":"customer"},"hidden":null}]';
  const answer = await post(url, `${good}\n${line}`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: 'Line 2 is no row of the sandbox.' });
  expect(state.all('customer')).toEqual([]);
});
