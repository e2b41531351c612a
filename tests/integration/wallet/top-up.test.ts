import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { cancelTopUp } from '@/lib/rooms/wallet/cancel-top-up';
import { fulfilTopUp } from '@/lib/rooms/wallet/fulfil-top-up';
import { freezeDate } from '../../setup/freeze-date.ts';
import {
  balanceOf,
  clearFaults,
  control,
  deliver,
  makeArticle,
  makeReader,
  pay,
  planFault,
  readTopUp,
  sandbox,
  sessionIdOf,
  topUp,
} from './world';

afterEach(() => clearFaults());

const DOLLAR = 1_000_000n;
const sessions = () => sandbox.state.all('checkout.session');
const rowsOf = (walletId: bigint) => db.topUp.findMany({ where: { walletId }, orderBy: { id: 'asc' } });

test('a paid top-up reaches the wallet once, with its fee, by webhook', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId, { amount: '12.50' });
  expect(await readTopUp(topUpId)).toMatchObject({
    status: 'open',
    amountMicros: 12_500_000n,
    checkoutUrl: url,
  });
  const answer = await pay(url);
  expect(answer.headers.get('location')).toBe(`http://localhost:3000/wallet/top-ups/${topUpId}/return`);
  expect(await balanceOf(walletId)).toBe(0n);
  await deliver();
  expect(await balanceOf(walletId)).toBe(12_500_000n);
  // 2.9 % + 30¢ of $12.50, as the processor rounds it.
  expect(await readTopUp(topUpId)).toMatchObject({
    status: 'paid',
    cardBrand: 'visa',
    cardLast4: '4242',
    feeMicros: 660_000n,
    failureCode: null,
  });
  const { rows } = await pool.query(
    `SELECT kind, d.type AS debit, c.type AS credit, amount_micros FROM transfers t
     JOIN accounts d ON d.id = debit_account_id JOIN accounts c ON c.id = credit_account_id
     WHERE ref = $1 AND kind IN ('top_up', 'processing_fee') ORDER BY kind`,
    [topUpId],
  );
  expect(rows).toEqual([
    { kind: 'top_up', debit: 'card_clearing', credit: 'paid_lot', amount_micros: '12500000' },
    { kind: 'processing_fee', debit: 'processing_fees', credit: 'card_clearing', amount_micros: '660000' },
  ]);
});

test('session and payment metadata name the top-up; a card is kept only if asked', async () => {
  const { userId } = await makeReader();
  for (const saveCard of [false, true]) {
    const { topUpId, url } = await topUp(userId, { saveCard });
    await pay(url);
    const session = sandbox.state.get('checkout.session', sessionIdOf(url))?.object;
    const intent = sandbox.state.get('payment_intent', String(session?.payment_intent))?.object;
    const { requestKey } = await readTopUp(topUpId);
    const metadata = { top_up_id: String(topUpId), request_key: requestKey };
    expect(session?.metadata).toEqual(metadata);
    expect(intent?.metadata).toEqual(metadata);
    expect(intent?.setup_future_usage).toBe(saveCard ? 'off_session' : null);
    await deliver();
  }
});

test('one Stripe customer per person, also when they start ten top-ups at once', async () => {
  const { userId } = await makeReader();
  const before = sandbox.state.all('customer').length;
  await Promise.allSettled(Array.from({ length: 10 }, () => topUp(userId)));
  expect(sandbox.state.all('customer').length).toBe(before + 1);
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  expect(user.processorCustomerRef).toMatch(/^cus_/);
});

test('a customer that was deleted at Stripe is made again', async () => {
  const { userId, walletId } = await makeReader();
  const first = await topUp(userId);
  await cancelTopUp({ userId, topUpId: first.topUpId });
  const { processorCustomerRef } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const headers = { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` };
  await fetch(`${sandbox.url}/v1/customers/${processorCustomerRef}`, { method: 'DELETE', headers });
  const second = await topUp(userId);
  await pay(second.url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  expect(user.processorCustomerRef).not.toBe(processorCustomerRef);
});

test.each([
  ['', 'missing'],
  [' ', 'missing'],
  ['abc', 'unreadable'],
  ['NaN', 'unreadable'],
  ['Infinity', 'unreadable'],
  ['1e3', 'unreadable'],
  ['0x10', 'unreadable'],
  ['-5', null],
  ['0', null],
  ['0.00', null],
  ['4.99', null],
  ['100.01', null],
  ['10.005', 'decimals'],
  ['5,5', 'comma'],
  ['0,010', 'comma'],
  ['10,50', 'comma'],
  ['￦5000', 'currency'],
  ['9'.repeat(40), null],
  ['10; DROP TABLE top_ups', 'unreadable'],
  ['<script>alert(1)</script>', 'unreadable'],
  ['١٠', 'unreadable'],
])('the amount %j is refused before anything is written (%s)', async (amount, fault) => {
  const { userId, walletId } = await makeReader();
  const before = sessions().length;
  await expect(topUp(userId, { amount })).rejects.toMatchObject(
    fault === null
      ? { code: 'amount_out_of_range', details: { min: '$5.00', max: '$100.00' } }
      : { code: 'amount_invalid', details: { fault, step: '1¢', example: '12.50' } },
  );
  expect(await rowsOf(walletId)).toEqual([]);
  expect(sessions().length).toBe(before);
});

test.each(['5', '100', '10.5', '$20', '7.25', '１０', '＄７．２５'])(
  'the amount %j is taken',
  async (amount) => {
    const { userId } = await makeReader();
    await expect(topUp(userId, { amount })).resolves.toMatchObject({
      url: expect.stringContaining('/c/pay/'),
    });
  },
);

test('the wallet holds its cap at most, counting money on its way', async () => {
  const { userId, walletId } = await makeReader();
  const first = await topUp(userId, { amount: '100' });
  await pay(first.url);
  await deliver();
  await expect(topUp(userId, { amount: '50.01' })).rejects.toMatchObject({
    code: 'balance_cap_reached',
    details: { cap: '$150.00', room: '$50.00' },
  });
  const second = await topUp(userId, { amount: '40' });
  await pay(second.url, { method: 'bank', account: '000123456789' });
  await deliver();
  expect(await readTopUp(second.topUpId)).toMatchObject({ status: 'processing' });
  await expect(topUp(userId, { amount: '10.01' })).rejects.toMatchObject({ details: { room: '$10.00' } });
  await control('settle');
  await deliver();
  expect(await balanceOf(walletId)).toBe(140n * DOLLAR);
});

test('a frozen wallet takes no new money, but money that was paid is never refused', async () => {
  const { userId, walletId } = await makeReader();
  const { url } = await topUp(userId);
  await db.wallet.update({ where: { id: walletId }, data: { status: 'frozen' } });
  await expect(topUp(userId)).rejects.toMatchObject({ code: 'wallet_frozen' });
  await pay(url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('the same press twice, in turn or at once, is one top-up and one page', async () => {
  const { userId, walletId } = await makeReader();
  const requestKey = randomUUID();
  const before = sessions().length;
  const answers = await Promise.all(Array.from({ length: 8 }, () => topUp(userId, { requestKey })));
  answers.push(await topUp(userId, { requestKey }));
  expect(new Set(answers.map((answer) => answer.url)).size).toBe(1);
  expect(await rowsOf(walletId)).toHaveLength(1);
  expect(sessions().length).toBe(before + 1);
  await pay(answers[0]?.url ?? '');
  await deliver();
  // After it is paid, the same press leads to what it became.
  const late = await topUp(userId, { requestKey });
  expect(late.url).toBe(`/wallet/top-ups/${late.topUpId}`);
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('a slow answer does not make the second press a second page', async () => {
  const { userId } = await makeReader();
  await topUp(userId); // The customer exists, so that the next call is the page's.
  await planFault({
    path: '/v1/checkout/sessions',
    method: 'POST',
    mode: 'slow',
    when: 'before',
    delayMs: 1200,
  });
  const requestKey = randomUUID();
  const [first, second] = await Promise.all([topUp(userId, { requestKey }), topUp(userId, { requestKey })]);
  expect(first?.url).toBe(second?.url);
  expect(first?.url).toContain('/c/pay/');
});

test('the same key for something else is refused', async () => {
  const { userId } = await makeReader();
  const { itemId } = await makeArticle(35_000n);
  const requestKey = randomUUID();
  await topUp(userId, { requestKey });
  const code = 'invalid_input';
  await expect(topUp(userId, { requestKey, amount: '20' })).rejects.toMatchObject({ code });
  await expect(topUp(userId, { requestKey, saveCard: true })).rejects.toMatchObject({ code });
  const wanted = { itemId, priceMicros: 35_000n };
  await expect(topUp(userId, { requestKey, wanted })).rejects.toMatchObject({ code });
  // Keys belong to a wallet: another reader's equal key is another top-up.
  const other = await makeReader();
  await expect(topUp(other.userId, { requestKey, amount: '20' })).resolves.toBeDefined();
});

test('an unknown wanted item is refused', async () => {
  const { userId } = await makeReader();
  const wanted = { itemId: 999_999_999n, priceMicros: 1n };
  await expect(topUp(userId, { wanted })).rejects.toMatchObject({ code: 'not_found' });
});

test('what is not for sale cannot be wanted: the top-up would tell its title', async () => {
  const { userId } = await makeReader();
  const hidden = [
    { status: 'draft' as const },
    { status: 'withdrawn' as const },
    { publishedAt: new Date(Date.now() + 86_400_000) },
  ];
  for (const data of hidden) {
    const { itemId } = await makeArticle(35_000n);
    await db.item.update({ where: { id: itemId }, data });
    const wanted = { itemId, priceMicros: 35_000n };
    await expect(topUp(userId, { wanted })).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await db.topUp.count({ where: { wallet: { userId } } })).toBe(0);
});

test('a repeat is a replay also when the wanted article was withdrawn meanwhile', async () => {
  const { userId } = await makeReader();
  const { itemId } = await makeArticle(35_000n);
  const given = { requestKey: randomUUID(), wanted: { itemId, priceMicros: 35_000n } };
  const first = await topUp(userId, given);
  await db.item.update({ where: { id: itemId }, data: { status: 'withdrawn' } });
  expect(await topUp(userId, given)).toEqual(first);
});

test('a new top-up closes the open page: two cannot both be paid by mistake', async () => {
  const { userId, walletId } = await makeReader();
  const first = await topUp(userId);
  const second = await topUp(userId, { amount: '20' });
  expect(await readTopUp(first.topUpId)).toMatchObject({ status: 'canceled' });
  await pay(first.url);
  await pay(second.url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(20n * DOLLAR);
});

test('a new top-up finds that the open one was paid: both count', async () => {
  const { userId, walletId } = await makeReader();
  const first = await topUp(userId);
  await pay(first.url);
  const second = await topUp(userId);
  expect(await readTopUp(first.topUpId)).toMatchObject({ status: 'paid' });
  await pay(second.url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(20n * DOLLAR);
});

test('presses with different keys at once leave one open page at most', async () => {
  const { userId, walletId } = await makeReader();
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => topUp(userId)));
  const rows = await rowsOf(walletId);
  expect(rows.filter((row) => row.status === 'open' || row.status === 'created').length).toBeLessThanOrEqual(
    1,
  );
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'busy' });
  const open = sessions().filter(
    ({ object }) =>
      object.status === 'open' && rows.some((row) => String(row.id) === object.metadata?.top_up_id),
  );
  expect(open.length).toBeLessThanOrEqual(1);
});

test('more pages in an hour than a person needs are refused', async () => {
  freezeDate();
  const { userId } = await makeReader();
  for (let n = 0; n < 12; n += 1) await topUp(userId);
  await expect(topUp(userId)).rejects.toMatchObject({ code: 'too_many_requests' });
});

test('a declined card keeps the page open and the reason known; the next card pays', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  expect((await pay(url, { number: '4000000000009995' })).headers.get('location')).toBeNull();
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'open', failureCode: 'insufficient_funds' });
  expect(await balanceOf(walletId)).toBe(0n);
  expect((await pay(url)).status).toBe(303);
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid', cardLast4: '4242' });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('a card that asks for authentication pays after it, and only then', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  const answer = await pay(url, { number: '4000000000003220' });
  const challenge = answer.headers.get('location') ?? '';
  expect(challenge).toContain('/c/authenticate/');
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'open' });
  await fetch(new URL(challenge, sandbox.url), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ result: 'complete' }),
  });
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid' });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('an expired page is expired, and money cannot follow', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  await db.topUp.update({ where: { id: topUpId }, data: { expiresAt: new Date() } });
  await control(`sessions/${sessionIdOf(url)}/expire`);
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'expired' });
  await pay(url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(0n);
});

test('a payment that confirms later arrives, or does not', async () => {
  for (const [account, status, balance] of [
    ['000123456789', 'paid', 10n * DOLLAR],
    ['000111111113', 'failed', 0n],
  ] as const) {
    const { userId, walletId } = await makeReader();
    const { topUpId, url } = await topUp(userId);
    await pay(url, { method: 'bank', account });
    await deliver();
    expect(await readTopUp(topUpId)).toMatchObject({ status: 'processing' });
    expect(await balanceOf(walletId)).toBe(0n);
    await control('settle');
    await deliver();
    expect(await readTopUp(topUpId)).toMatchObject({
      status,
      failureCode: status === 'failed' ? 'account_closed' : null,
    });
    expect(await balanceOf(walletId)).toBe(balance);
  }
});

test('cancelling closes the page at Stripe; repeated or too late it changes nothing', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  expect(await cancelTopUp({ userId, topUpId })).toBe('canceled');
  expect(await cancelTopUp({ userId, topUpId })).toBe('canceled');
  expect(sandbox.state.get('checkout.session', sessionIdOf(url))?.object.status).toBe('expired');
  await deliver();
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'canceled' });

  const paid = await topUp(userId);
  await pay(paid.url);
  expect(await cancelTopUp({ userId, topUpId: paid.topUpId })).toBe('paid');
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test("another reader's top-up cannot be cancelled, or even found", async () => {
  const owner = await makeReader();
  const other = await makeReader();
  const { topUpId } = await topUp(owner.userId);
  await expect(cancelTopUp({ userId: other.userId, topUpId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(cancelTopUp({ userId: other.userId, topUpId: 10n ** 12n })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'open' });
});

test('a payment of another amount, currency or session is left to a person', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  await db.topUp.update({ where: { id: topUpId }, data: { amountMicros: 99n * DOLLAR } });
  await pay(url);
  expect(await fulfilTopUp(sessionIdOf(url))).toMatchObject({ topUpId, status: 'set_aside' });
  expect(await balanceOf(walletId)).toBe(0n);
  const odd = { where: { about: 'top_up', ref: topUpId } } as const;
  expect(await db.oddMoney.findMany(odd)).toMatchObject([
    { reason: 'wrong_amount', cameMicros: 10n * DOLLAR, expectedMicros: 99n * DOLLAR, endedAt: null },
  ]);
  await db.topUp.update({
    where: { id: topUpId },
    data: { amountMicros: 10n * DOLLAR, sessionRef: 'cs_test_other' },
  });
  expect(await fulfilTopUp(sessionIdOf(url))).toMatchObject({ topUpId: null });
  expect(await balanceOf(walletId)).toBe(0n);
  await db.topUp.update({ where: { id: topUpId }, data: { sessionRef: sessionIdOf(url) } });
  expect(await fulfilTopUp(sessionIdOf(url))).toMatchObject({ topUpId, status: 'paid' });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  expect(await db.oddMoney.findMany(odd)).toMatchObject([{ outcome: 'agreed', endedBy: null }]);
  await deliver();
});
