import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { searchPeople } from '@/lib/desks/backoffice/people/search-people';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { spend } from '@/lib/ground/ledger/spend';
import { stripe } from '@/lib/ground/payments/stripe/client';
import { previewRefund } from '@/lib/rooms/money-back/refunds/preview-refund';
import { refreshRefunds } from '@/lib/rooms/money-back/refunds/refresh-refunds';
import { resumeRefund } from '@/lib/rooms/money-back/refunds/send-refund';
import { writeRefund } from '@/lib/rooms/money-back/refunds/write-refund';
import { listStatement } from '@/lib/rooms/wallet/list-statement';
import {
  auditOf,
  balanceOf,
  cashOut,
  clearFaults,
  control,
  DOLLAR,
  deliver,
  makeAdmin,
  makeArticle,
  makePayer,
  planFault,
  readRefund,
  refund,
  refundPostings,
  refundsAtStripe,
  sandbox,
  sendEvent,
} from './world';

afterEach(() => clearFaults());

const CREATE = { path: '/v1/refunds', method: 'POST' };
const LIST = { path: '/v1/refunds', method: 'GET' };
const later = (minutes: number) => refreshRefunds(new Date(Date.now() + minutes * 60_000));

test('a part, then the rest: lot to card clearing, at Stripe, on the statement, audited', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId, chargeRef } = await makePayer();
  expect(await previewRefund(topUpId, 3n * DOLLAR, 'en')).toEqual({
    currency: 'usd',
    lines: [
      { account: 'paid_lot', debitMicros: 3n * DOLLAR, creditMicros: 0n },
      { account: 'card_clearing', debitMicros: 0n, creditMicros: 3n * DOLLAR },
    ],
    balanceMicros: 10n * DOLLAR,
    balanceAfterMicros: 7n * DOLLAR,
  });
  await expect(previewRefund(topUpId, 11n * DOLLAR, 'en')).rejects.toMatchObject({
    code: 'refund_too_large',
    details: { max: '$10.00' },
  });
  const part = await refund(topUpId, { act, amountMicros: 3n * DOLLAR });
  expect(part).toMatchObject({ status: 'succeeded', amountMicros: 3n * DOLLAR });
  expect(await balanceOf(walletId)).toBe(7n * DOLLAR);
  expect(await refundPostings(part.refundId)).toEqual([
    `top_up_refund paid_lot > card_clearing ${3n * DOLLAR}`,
  ]);
  const rest = await refund(topUpId, { act });
  expect(rest).toMatchObject({ status: 'succeeded', amountMicros: 7n * DOLLAR });
  expect(refundsAtStripe(chargeRef).map(({ amount }) => amount)).toEqual([300, 700]);
  expect(await balanceOf(walletId)).toBe(0n);
  await expect(refund(topUpId, { act })).rejects.toMatchObject({ code: 'nothing_to_refund' });
  await expect(previewRefund(topUpId, DOLLAR, 'en')).rejects.toMatchObject({ code: 'nothing_to_refund' });
  await deliver();
  expect(await refundPostings(part.refundId)).toHaveLength(1);
  const { userId } = await db.wallet.findUniqueOrThrow({ where: { id: walletId } });
  const { refundRef } = await readRefund(part.refundId);
  expect(await searchPeople(String(refundRef), null)).toMatchObject([{ userId }]);

  const { entries } = await listStatement({ walletId, filter: 'top-ups' });
  expect(entries.map(({ kind, topUpId: about, card }) => [kind, about, card?.last4])).toEqual([
    ['top_up_refund', topUpId, '4242'],
    ['top_up_refund', topUpId, '4242'],
    ['top_up', topUpId, '4242'],
  ]);
  expect(await auditOf('top_up', topUpId)).toMatchObject([
    { action: 'refund_top_up', actorId: act.actorId, address: act.address, requestId: act.requestId },
    { action: 'refund_top_up', after: { amountMicros: String(7n * DOLLAR) } },
  ]);
});

test('gifts are not refundable, and neither is what was spent', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId } = await makePayer();
  const { itemId } = await makeArticle(4n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 4n * DOLLAR });
  await grantPromotion(db, { walletId, amountMicros: 50n * DOLLAR, grantKey: 'test', expiresAt: null });
  await expect(refund(topUpId, { act, amountMicros: 7n * DOLLAR })).rejects.toMatchObject({
    code: 'refund_too_large',
    details: { max: '$6.00' },
  });
  expect(await refund(topUpId, { act })).toMatchObject({ amountMicros: 6n * DOLLAR });
  expect(await balanceOf(walletId)).toBe(50n * DOLLAR);
});

test.each([
  ['zero', 0n],
  ['below zero', -DOLLAR],
  ['a fraction of a cent', 1_000_001n],
])('%s is refused before anything moves', async (_name, amountMicros) => {
  const act = await makeAdmin();
  const { topUpId, walletId, chargeRef } = await makePayer();
  await expect(refund(topUpId, { act, amountMicros })).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  expect(refundsAtStripe(chargeRef)).toEqual([]);
  expect(await auditOf('top_up', topUpId)).toEqual([]);
});

test('an unknown top-up, one that is not paid, and one’s own', async () => {
  const act = await makeAdmin();
  const { topUpId, userId } = await makePayer();
  await expect(refund(999_999n, { act })).rejects.toMatchObject({ code: 'not_found' });
  const own = { ...act, actorId: userId };
  await expect(refund(topUpId, { act: own })).rejects.toMatchObject({ code: 'own_account' });
  await pool.query(`UPDATE users SET role = 'admin', admin_role = 'finance' WHERE id = $1`, [userId]);
  const written = pool.query(
    `INSERT INTO refunds (top_up_id, wallet_id, currency, amount_micros, lot_micros, request_key, actor_id)
     SELECT id, wallet_id, 'usd', 10000, 10000, gen_random_uuid(), $2 FROM top_ups WHERE id = $1`,
    [topUpId, userId],
  );
  await expect(written).rejects.toThrow('nobody refunds themselves');
});

test('support refunds up to its limit to one person within a day, however it is split', async () => {
  const act = await makeAdmin('support');
  const { topUpId } = await makePayer([40]);
  const asSupport = (amountMicros: bigint) => refund(topUpId, { act, role: 'support', amountMicros });
  await expect(asSupport(26n * DOLLAR)).rejects.toMatchObject({
    code: 'over_own_limit',
    details: { max: '$25.00' },
  });
  await asSupport(20n * DOLLAR);
  await expect(asSupport(6n * DOLLAR)).rejects.toMatchObject({ code: 'over_own_limit' });
  expect(await asSupport(5n * DOLLAR)).toMatchObject({ status: 'succeeded' });
});

test('the same press twice and twenty times at once is one refund', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId, chargeRef } = await makePayer();
  const requestKey = randomUUID();
  const results = await Promise.all(
    Array.from({ length: 20 }, () => refund(topUpId, { act, requestKey, amountMicros: 2n * DOLLAR })),
  );
  expect(new Set(results.map(({ refundId }) => refundId)).size).toBe(1);
  expect(refundsAtStripe(chargeRef)).toHaveLength(1);
  expect(await balanceOf(walletId)).toBe(8n * DOLLAR);
  await expect(refund(topUpId, { act, requestKey, amountMicros: DOLLAR })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('twenty different ones at once never give back more than was paid', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId, chargeRef } = await makePayer();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => refund(topUpId, { act, amountMicros: 3n * DOLLAR })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(refundsAtStripe(chargeRef)).toHaveLength(3);
  expect(await balanceOf(walletId)).toBe(DOLLAR);
});

test('a refund and an unlock at once: the money goes one way only', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId } = await makePayer();
  const { itemId } = await makeArticle(10n * DOLLAR);
  const [given, bought] = await Promise.allSettled([
    refund(topUpId, { act, amountMicros: 10n * DOLLAR }),
    spend({ walletId, itemId, seenPriceMicros: 10n * DOLLAR }),
  ]);
  const unlocked = bought.status === 'fulfilled' && bought.value.status === 'unlocked';
  expect(given.status === 'fulfilled').toBe(!unlocked);
  expect(await balanceOf(walletId)).toBe(0n);
});

test('Stripe refuses: the money is back in the lot, and the refund says why', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId, chargeRef } = await makePayer();
  await control(`charges/${chargeRef}/dispute`, { kind: 'dispute' });
  const refused = await refund(topUpId, { act });
  expect(refused.status).toBe('failed');
  expect(await readRefund(refused.refundId)).toMatchObject({ failureCode: 'charge_disputed' });
  expect(await refundPostings(refused.refundId)).toEqual([
    `top_up_refund paid_lot > card_clearing ${10n * DOLLAR}`,
    `refund_returned card_clearing > paid_lot ${10n * DOLLAR}`,
  ]);
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('500 after the work was done: the refund is found at once', async () => {
  const act = await makeAdmin();
  const { topUpId, chargeRef } = await makePayer();
  await planFault({ ...CREATE, mode: 'error', when: 'after' });
  const { refundId, status } = await refund(topUpId, { act });
  expect(status).toBe('succeeded');
  expect(refundsAtStripe(chargeRef)).toHaveLength(1);
  expect(await refundPostings(refundId)).toHaveLength(1);
});

test('500 after the work, and the list is down: uncertain until the job knows', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId, chargeRef } = await makePayer();
  await control('settings', {
    faults: [
      { ...CREATE, mode: 'error', when: 'after' },
      { ...LIST, mode: 'error', times: 4, status: 503 },
    ],
  });
  const requestKey = randomUUID();
  const { refundId, status } = await refund(topUpId, { act, requestKey });
  expect(status).toBe('created');
  expect(await balanceOf(walletId)).toBe(0n);
  expect((await refund(topUpId, { act, requestKey })).status).toBe('created');
  await clearFaults();
  expect(await later(2)).toBeGreaterThanOrEqual(1);
  expect(await readRefund(refundId)).toMatchObject({ status: 'succeeded' });
  expect(refundsAtStripe(chargeRef)).toHaveLength(1);
});

test.each([
  ['before the work', { mode: 'error', when: 'before', times: 2 }],
  ['a cut line before the work', { mode: 'timeout', when: 'before', delayMs: 20, times: 3 }],
] as const)('a failure that did nothing (%s): the job asks again with the same key', async (_name, fault) => {
  const act = await makeAdmin();
  const { topUpId, chargeRef } = await makePayer();
  await planFault({ ...CREATE, ...fault });
  const { refundId, status } = await refund(topUpId, { act });
  expect(status).toBe('created');
  expect(refundsAtStripe(chargeRef)).toEqual([]);
  await clearFaults();
  await later(2);
  expect(await readRefund(refundId)).toMatchObject({ status: 'succeeded' });
  expect(refundsAtStripe(chargeRef)).toHaveLength(1);
});

test('killed between the row and Stripe, and again before the answer was written: one refund', async () => {
  const act = await makeAdmin();
  const { topUpId, chargeRef, walletId } = await makePayer();
  const { refund: row } = await writeRefund({
    topUpId,
    requestKey: randomUUID(),
    amountMicros: 4n * DOLLAR,
    reason: 'duplicate',
    note: 'Charged twice.',
    act,
    role: 'finance',
    locale: 'en',
  });
  expect(await balanceOf(walletId)).toBe(6n * DOLLAR);
  const made = await stripe().refunds.create(
    {
      charge: chargeRef,
      amount: 400,
      metadata: { refund_id: String(row.id), request_key: row.requestKey },
    },
    { idempotencyKey: 'as-sent-by-the-process-that-died' },
  );
  expect(await resumeRefund(row)).toBe('succeeded');
  expect(await readRefund(row.id)).toMatchObject({ refundRef: made.id });
  expect(refundsAtStripe(chargeRef)).toHaveLength(1);
});

test('a slow one is pending, then succeeds by webhook; one that fails later is put back', async () => {
  const act = await makeAdmin();
  const slow = await makePayer([10], '4000000000007726');
  const pending = await refund(slow.topUpId, { act });
  expect(pending.status).toBe('pending');
  const failing = await makePayer([10], '4000000000005126');
  const doomed = await refund(failing.topUpId, { act });
  expect(doomed.status).toBe('succeeded');
  await control('settings', { copies: 3, reorder: true });
  await control('settle');
  await deliver();
  await deliver();
  await control('settings', { copies: 1, reorder: false });
  expect(await readRefund(pending.refundId)).toMatchObject({ status: 'succeeded' });
  expect(await readRefund(doomed.refundId)).toMatchObject({
    status: 'failed',
    failureCode: 'lost_or_stolen_card',
    returnTransactionRef: expect.stringMatching(/^txn_/),
  });
  expect(await refundPostings(doomed.refundId)).toHaveLength(2);
  expect(await balanceOf(failing.walletId)).toBe(10n * DOLLAR);
  expect(await refund(failing.topUpId, { act })).toMatchObject({ amountMicros: 10n * DOLLAR });
});

test('the webhook is lost: the job learns of it within the hour', async () => {
  const act = await makeAdmin();
  const { topUpId } = await makePayer([10], '4000000000007726');
  const { refundId } = await refund(topUpId, { act });
  await control('settle');
  await later(61);
  expect(await readRefund(refundId)).toMatchObject({ status: 'succeeded' });
  await deliver();
});

test('made in Stripe’s dashboard: posted once by webhook, of spent money as a loss', async () => {
  const { topUpId, walletId, chargeRef } = await makePayer();
  const { itemId } = await makeArticle(4n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 4n * DOLLAR });
  const made = await stripe().refunds.create({ charge: chargeRef, amount: 900 });
  await Promise.all([deliver(), deliver()]);
  const row = await db.refund.findUniqueOrThrow({ where: { refundRef: made.id } });
  expect(row).toMatchObject({
    topUpId,
    status: 'succeeded',
    actorId: null,
    amountMicros: 9n * DOLLAR,
    lotMicros: 6n * DOLLAR,
  });
  expect(await refundPostings(row.id)).toEqual([
    `top_up_refund paid_lot > card_clearing ${6n * DOLLAR}`,
    `top_up_refund adjustments > card_clearing ${3n * DOLLAR}`,
  ]);
  expect(await balanceOf(walletId)).toBe(0n);
});

test('a refund of a charge that we do not know is put aside, with a note', async () => {
  const act = await makeAdmin();
  const known = await makePayer();
  const { refundId } = await refund(known.topUpId, { act, amountMicros: DOLLAR });
  const { refundRef } = await readRefund(refundId);
  const like = sandbox.state.get('refund', String(refundRef))?.object;
  if (!like) throw new Error('The refund is not at Stripe.');
  const stray = { ...like, id: 're_stray', charge: 'ch_stray', payment_intent: null, metadata: {} };
  sandbox.state.transaction(() => sandbox.state.put('refund', stray.id, { object: stray, hidden: null }));
  const status = await sendEvent('refund.created', stray);
  expect(status).toBe(200);
  const event = await db.webhookEvent.findFirstOrThrow({ where: { objectId: stray.id } });
  expect(event).toMatchObject({
    note: 're_stray belongs to no top-up of ours.',
    processedAt: expect.any(Date),
  });
  expect(await db.refund.count({ where: { refundRef: stray.id } })).toBe(0);
  expect(await db.oddMoney.findMany({ where: { processorRef: stray.id } })).toMatchObject([
    { about: 'refund', reason: 'not_ours', cameMicros: -DOLLAR, cameCurrency: 'usd', endedAt: null },
  ]);
});

test('cashing out gives the paid lot back, newest top-up first, also when frozen; gifts stay', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10, 20]);
  const { itemId } = await makeArticle(3n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 3n * DOLLAR });
  await grantPromotion(db, { walletId, amountMicros: DOLLAR, grantKey: 'test', expiresAt: null });
  await db.wallet.update({
    where: { id: walletId },
    data: { status: 'frozen', frozenAt: new Date(), frozenReason: 'Under review' },
  });
  const requestKey = randomUUID();
  const results = await cashOut(walletId, act, requestKey);
  expect(results.map(({ amountMicros, status }) => [amountMicros, status])).toEqual([
    [20n * DOLLAR, 'succeeded'],
    [10n * DOLLAR, 'succeeded'],
    [2n * DOLLAR, 'succeeded'],
  ]);
  expect(topUps.map(({ chargeRef }) => refundsAtStripe(chargeRef)[0]?.amount)).toEqual([200, 1000, 2000]);
  expect(await balanceOf(walletId)).toBe(DOLLAR);
  expect(await cashOut(walletId, act, requestKey)).toEqual(results);
  await expect(cashOut(walletId, act)).rejects.toMatchObject({ code: 'nothing_to_refund' });
  expect(await auditOf('wallet', walletId)).toMatchObject([{ action: 'cash_out', actorId: act.actorId }]);
  const { entries } = await listStatement({ walletId, filter: 'all' });
  expect(entries.filter(({ kind }) => kind === 'cash_out')).toHaveLength(3);
});

test('ten cash-outs at once pay once; one’s own is refused', async () => {
  const act = await makeAdmin();
  const { walletId, userId, topUps } = await makePayer([5, 10]);
  await expect(cashOut(walletId, { ...act, actorId: userId })).rejects.toMatchObject({ code: 'own_account' });
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => cashOut(walletId, act)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const { chargeRef } of topUps) expect(refundsAtStripe(chargeRef)).toHaveLength(1);
  expect(await balanceOf(walletId)).toBe(0n);
});
