import Stripe from 'stripe';
import { afterEach, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import {
  balanceOf,
  clearFaults,
  control,
  deliver,
  makeReader,
  pay,
  planFault,
  readTopUp,
  sandbox,
  topUp,
  webhookUrl,
} from './world';

afterEach(() => clearFaults());

const DOLLAR = 1_000_000n;
const secret = process.env.STRIPE_WEBHOOK_SECRET ?? '';
const signer = new Stripe('sk_test_signer').webhooks;

function post(body: string, signature: string | null): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(signature !== null && { 'stripe-signature': signature }),
  };
  return fetch(webhookUrl, { method: 'POST', headers, body });
}

const sign = (payload: string, timestamp = Math.floor(Date.now() / 1000), key = secret) =>
  signer.generateTestHeaderString({ payload, secret: key, timestamp });

const events = (type: string) =>
  sandbox.state
    .all('event')
    .map(({ object }) => object)
    .filter((event) => event.type === type);
const lastEvent = (type: string) => {
  const event = events(type).at(-1);
  if (!event) throw new Error(`no ${type}`);
  return event;
};
const recorded = (id: string) => db.webhookEvent.findUnique({ where: { id } });

/** Paid at Stripe; nothing has been delivered yet. */
async function paidTopUp() {
  const reader = await makeReader();
  const { topUpId, url } = await topUp(reader.userId);
  await pay(url);
  return { ...reader, topUpId, url };
}

async function transfersOf(topUpId: bigint): Promise<number> {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS n FROM transfers WHERE ref = $1 AND kind IN ('top_up', 'processing_fee')`,
    [topUpId],
  );
  return rows[0].n;
}

test('a body that Stripe did not sign is refused with 400 and leaves no trace', async () => {
  const { walletId } = await paidTopUp();
  const body = JSON.stringify(lastEvent('checkout.session.completed'));
  const other = body.replace('"livemode":false', '"livemode":true ');
  const now = Math.floor(Date.now() / 1000);
  const before = await db.webhookEvent.count();
  for (const [text, signature] of [
    [body, null],
    [body, ''],
    [body, 'nonsense'],
    [body, `t=${now},v1=${'0'.repeat(64)}`],
    [body, sign(body, now, 'whsec_another')],
    [other, sign(body)],
    [body, sign(body, now - 301)],
    [body, sign(body, now - 86_400)],
    ['', sign('')],
    ['{}', sign('{}')],
    ['not json', sign('not json')],
    ['null', sign('null')],
  ] as const) {
    expect((await post(text, signature)).status, `${text.slice(0, 20)} ${signature}`).toBe(400);
  }
  expect(await db.webhookEvent.count()).toBe(before);
  expect(await balanceOf(walletId)).toBe(0n);
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('an event of unknown type or object is answered with 200 and does nothing', async () => {
  const { walletId } = await paidTopUp();
  const event = lastEvent('checkout.session.completed');
  const unknown = JSON.stringify({ ...event, id: 'evt_unknown_type', type: 'crystal.ball.updated' });
  expect((await post(unknown, sign(unknown))).status).toBe(200);
  expect(await recorded('evt_unknown_type')).toMatchObject({
    note: 'Ignored.',
    processedAt: expect.any(Date),
  });
  const noId = JSON.stringify({
    ...event,
    id: 'evt_no_object_id',
    data: { object: { object: 'checkout.session' } },
  });
  expect((await post(noId, sign(noId))).status).toBe(200);
  const foreign = JSON.stringify({
    ...event,
    id: 'evt_unknown_charge',
    type: 'charge.updated',
    data: { object: { id: 'ch_of_other_keys', object: 'charge' } },
  });
  expect((await post(foreign, sign(foreign))).status).toBe(200);
  expect(await recorded('evt_unknown_charge')).toMatchObject({ note: 'Stripe has no ch_of_other_keys.' });
  expect(await balanceOf(walletId)).toBe(0n);
  await deliver();
});

test('a session that is not a top-up of ours is left alone', async () => {
  const headers = { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` };
  const answer = await fetch(`${sandbox.url}/v1/checkout/sessions`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({
      mode: 'payment',
      success_url: 'http://localhost/',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '500',
      'line_items[0][price_data][product_data][name]': 'Something else',
    }),
  });
  const session = (await answer.json()) as { id: string };
  await control(`sessions/${session.id}/expire`);
  await deliver();
  const event = lastEvent('checkout.session.expired');
  expect(await recorded(event.id)).toMatchObject({ note: `${session.id} is not a top-up of ours.` });
});

test('the same event 20 times in parallel, and again later, is handled once', async () => {
  const { walletId, topUpId } = await paidTopUp();
  const body = JSON.stringify(lastEvent('checkout.session.completed'));
  const signature = sign(body);
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(body, signature)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  expect((await post(body, sign(body))).status).toBe(200);
  const event = await recorded(lastEvent('checkout.session.completed').id);
  expect(event).toMatchObject({
    attempts: 1,
    note: expect.stringContaining(`Top-up ${topUpId} is now paid.`),
  });
  expect(await transfersOf(topUpId)).toBe(2);
  await deliver();
  expect(await transfersOf(topUpId)).toBe(2);
});

test('20 events about one payment in parallel, as if by separate processes, pay once', async () => {
  const { walletId, topUpId } = await paidTopUp();
  const event = lastEvent('checkout.session.completed');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const body = JSON.stringify({ ...event, id: `evt_copy_${topUpId}_${n}` });
      return post(body, sign(body));
    }),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  expect(await transfersOf(topUpId)).toBe(2);
  await deliver();
});

test('what the event claims is not believed: only the id counts', async () => {
  const reader = await makeReader();
  const { url, topUpId } = await topUp(reader.userId);
  const id = url.slice(url.lastIndexOf('/') + 1);
  const object = {
    id,
    object: 'checkout.session',
    status: 'complete',
    payment_status: 'paid',
    amount_total: 1000,
  };
  const body = JSON.stringify({
    id: 'evt_liar',
    object: 'event',
    type: 'checkout.session.completed',
    created: Math.floor(Date.now() / 1000),
    data: { object },
  });
  expect((await post(body, sign(body))).status).toBe(200);
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'open' });
  expect(await balanceOf(reader.walletId)).toBe(0n);
});

test('events in any order end in the same state', async () => {
  const types = ['payment_intent.payment_failed', 'checkout.session.completed', 'charge.updated'];
  const orders = [types, [...types].reverse(), [types[1], types[2], types[0]]];
  for (const order of orders) {
    const reader = await makeReader();
    const { url, topUpId } = await topUp(reader.userId);
    await pay(url, { number: '4000000000000002' });
    await pay(url);
    for (const type of order) {
      const body = JSON.stringify(lastEvent(String(type)));
      expect((await post(body, sign(body))).status).toBe(200);
    }
    expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid', feeMicros: 590_000n });
    expect(await balanceOf(reader.walletId)).toBe(10n * DOLLAR);
    expect(await transfersOf(topUpId)).toBe(2);
  }
  await deliver();
});

test('a fee that becomes known later is posted when it is, once', async () => {
  await control('settings', { feeDelayMs: 3_600_000 });
  const { topUpId, walletId } = await paidTopUp();
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid', feeMicros: null });
  expect(await transfersOf(topUpId)).toBe(1);
  await control('settings', { feeDelayMs: 0 });
  await control('settle');
  await deliver();
  await deliver(lastEvent('charge.updated').id);
  expect(await readTopUp(topUpId)).toMatchObject({ feeMicros: 590_000n });
  expect(await transfersOf(topUpId)).toBe(2);
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('a fee in another settlement currency is noted and left for reconciliation', async () => {
  const { topUpId } = await paidTopUp();
  const charge = sandbox.state.all('charge').at(-1)?.object;
  sandbox.state.transaction(() =>
    sandbox.state.edit('balance_transaction', String(charge?.balance_transaction), ({ object }) => {
      object.currency = 'eur';
    }),
  );
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({
    status: 'paid',
    feeMicros: null,
    transactionRef: charge?.balance_transaction,
  });
  expect(await transfersOf(topUpId)).toBe(1);
  // Whichever of the two events came first says so.
  const notes = await db.webhookEvent.findMany({ where: { note: { contains: 'left for reconciliation' } } });
  expect(notes.map(({ note }) => note)).toEqual([expect.stringContaining(`Top-up ${topUpId} `)]);
});

test('when Stripe cannot be read the answer is 500, nothing moves, and the next one works', async () => {
  const { walletId, topUpId } = await paidTopUp();
  const event = lastEvent('checkout.session.completed');
  const body = JSON.stringify(event);
  await planFault({ path: '/v1/checkout/sessions/', method: 'GET', times: 2, status: 503 });
  expect((await post(body, sign(body))).status).toBe(500);
  expect(await recorded(event.id)).toMatchObject({
    processedAt: null,
    note: expect.stringContaining('Failed'),
  });
  expect(await balanceOf(walletId)).toBe(0n);
  expect((await post(body, sign(body))).status).toBe(200);
  expect(await recorded(event.id)).toMatchObject({ attempts: 2, processedAt: expect.any(Date) });
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid' });
  await deliver();
});

test('when the ledger refuses, the answer is 500 and neither the row nor the money has moved', async () => {
  const { walletId, topUpId } = await paidTopUp();
  await pool.query('ALTER FUNCTION post_top_up(bigint, bigint, bigint) RENAME TO post_top_up_away');
  try {
    const body = JSON.stringify(lastEvent('checkout.session.completed'));
    expect((await post(body, sign(body))).status).toBe(500);
    expect(await readTopUp(topUpId)).toMatchObject({ status: 'open', paidAt: null });
    expect(await balanceOf(walletId)).toBe(0n);
  } finally {
    await pool.query('ALTER FUNCTION post_top_up_away(bigint, bigint, bigint) RENAME TO post_top_up');
  }
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});
