import { expect, test, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { countWaiting } from '@/lib/desks/backoffice/overview/count-waiting';
import { getOverview } from '@/lib/desks/backoffice/overview/get-overview';
import { searchPeople } from '@/lib/desks/backoffice/people/search-people';
import { spend } from '@/lib/ground/ledger/spend';
import { applyDispute } from '@/lib/rooms/money-back/disputes/apply-dispute';
import { listBrokenLaws } from '../ledger/world';
import {
  auditOf,
  balanceOf,
  cashOut,
  control,
  DOLLAR,
  deliver,
  makeAdmin,
  makeArticle,
  makePayer,
  moveAtBank,
  refund,
  sandbox,
  sendEvent,
  webhookUrl,
} from '../refunds/world';
import { CARD, disputeOf, end, losses, opened, postings, readAgain, rowOf, walletOf } from './world';

test('opened: the money is held, the fee posted and the wallet on hold; won: all of it back', async () => {
  const { topUpId, walletId } = await makePayer([10], CARD);
  const paid = await getOverview('usd', 30);
  const { id, disputeRef, ...row } = await disputeOf(topUpId);
  expect(row).toMatchObject({
    status: 'needs_response',
    reason: 'fraudulent',
    closedAt: null,
    heldAt: expect.any(Date),
    holdEndedAt: null,
  });
  expect(await postings(id)).toEqual(opened(10n * DOLLAR));
  expect(await walletOf(walletId)).toEqual({ status: 'frozen', frozenReason: `Dispute ${disputeRef}` });
  const { userId } = await db.wallet.findUniqueOrThrow({ where: { id: walletId } });
  expect(await searchPeople(disputeRef, null)).toMatchObject([{ userId }]);
  const { itemId } = await makeArticle(DOLLAR);
  expect(await spend({ walletId, itemId, seenPriceMicros: DOLLAR })).toMatchObject({
    status: 'wallet_frozen',
  });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  const { actorId } = await makeAdmin();
  const disputed = await getOverview('usd', 30);
  expect(disputed).toMatchObject({
    disputes: 1n,
    disputeBasisPoints: 10_000n,
    openDisputes: 1,
    unansweredDisputes: 1,
  });
  expect(disputed.days.at(-1)).toMatchObject({ disputes: 1n, heldMicros: 10n * DOLLAR });
  // The dispute's fee is no part of what paying costs, nor of what is saved by paying seldom.
  expect(paid.feeMicros).toBeGreaterThan(0n);
  const { feeMicros, costBasisPoints, savings } = paid;
  expect(disputed).toMatchObject({ feeMicros, costBasisPoints, disputeFeeMicros: 15n * DOLLAR });
  expect(disputed.savings).toEqual(savings);
  expect(await countWaiting({ userId: actorId, adminRole: 'finance' })).toMatchObject({ disputes: 1 });

  await end(disputeRef, 'win');
  const won = await getOverview('usd', 30);
  expect(won).toMatchObject({ disputes: 1n, openDisputes: 0, unansweredDisputes: 0 });
  expect(won.days.at(-1)).toMatchObject({ disputes: 1n, heldMicros: 0n });
  expect(await countWaiting({ userId: actorId, adminRole: 'finance' })).toMatchObject({ disputes: 0 });
  expect(await db.dispute.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'won',
    closedAt: expect.any(Date),
  });
  expect(await postings(id)).toEqual([
    ...opened(10n * DOLLAR),
    `dispute_won card_clearing > disputes_held ${10n * DOLLAR}`,
  ]);
  expect(await walletOf(walletId)).toEqual({ status: 'active', frozenReason: null });
  expect((await auditOf('dispute', id)).map(({ action, actorId }) => [action, actorId])).toEqual([
    ['dispute_opened', null],
    ['dispute_changed', null],
  ]);
  expect((await auditOf('wallet', walletId)).map(({ action }) => action)).toEqual([
    'freeze_wallet',
    'release_wallet',
  ]);
});

test('lost: the lot pays what it can, the platform the rest, and the wallet stays on hold', async () => {
  const { topUpId, walletId, chargeRef } = await makePayer([10]);
  const { itemId } = await makeArticle(4n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 4n * DOLLAR });
  await control(`charges/${chargeRef}/dispute`);
  await deliver();
  const { id, disputeRef } = await disputeOf(topUpId);
  await end(disputeRef, 'lose');
  const lost = [
    ...opened(10n * DOLLAR).slice(0, 1),
    `dispute_lost dispute_losses > disputes_held ${4n * DOLLAR}`,
    `dispute_lost paid_lot > disputes_held ${6n * DOLLAR}`,
    ...opened(10n * DOLLAR).slice(1),
  ];
  expect(await postings(id)).toEqual(lost);
  expect(await balanceOf(walletId)).toBe(0n);
  expect((await walletOf(walletId)).status).toBe('frozen');
  await deliver();
  expect(await postings(id)).toEqual(lost);

  await end(disputeRef, 'reinstate');
  expect(await balanceOf(walletId)).toBe(6n * DOLLAR);
  expect(await db.dispute.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'won',
    recoveredLotMicros: 6n * DOLLAR,
    recoveredPlatformMicros: 4n * DOLLAR,
  });
  expect((await walletOf(walletId)).status).toBe('active');
});

test('an inquiry moves nothing and holds nothing; escalated, it is a dispute', async () => {
  const { topUpId, walletId } = await makePayer([10], '4000000000001976');
  const { id, disputeRef, status } = await disputeOf(topUpId);
  expect(status).toBe('warning_needs_response');
  expect(await postings(id)).toEqual([]);
  expect((await walletOf(walletId)).status).toBe('active');
  await end(disputeRef, 'escalate');
  expect(await postings(id)).toEqual(opened(10n * DOLLAR));
  expect((await walletOf(walletId)).status).toBe('frozen');
  await end(disputeRef, 'win');
});

test('a refund answers an inquiry, which closes', async () => {
  const act = await makeAdmin();
  const { topUpId } = await makePayer([10], '4000000000001976');
  expect(await refund(topUpId, { act })).toMatchObject({ status: 'succeeded' });
  await deliver();
  expect(await disputeOf(topUpId)).toMatchObject({ status: 'warning_closed', closedAt: expect.any(Date) });
});

test('every event twice and thrice, the newest first, all at once: posted once', async () => {
  await control('settings', { copies: 3, reorder: true });
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, disputeRef } = await disputeOf(topUpId);
  await control(`disputes/${disputeRef}/win`);
  await Promise.all([deliver(), deliver(), deliver()]);
  await control('settings', { copies: 1, reorder: false });
  expect(await postings(id)).toEqual([
    ...opened(10n * DOLLAR),
    `dispute_won card_clearing > disputes_held ${10n * DOLLAR}`,
  ]);
  expect((await walletOf(walletId)).status).toBe('active');
  const events = await db.webhookEvent.findMany({ where: { objectId: disputeRef } });
  expect(events.length).toBeGreaterThanOrEqual(4);
  expect(events.every(({ processedAt }) => processedAt !== null)).toBe(true);
});

test('the webhooks of the end are lost: the job learns of it within the hour', async () => {
  const { topUpId } = await makePayer([10], CARD);
  const { id, disputeRef } = await disputeOf(topUpId);
  await control('settings', { webhookUrl: null });
  await control(`disputes/${disputeRef}/lose`);
  await control('settings', { webhookUrl });
  expect(await readAgain()).toBeGreaterThanOrEqual(1);
  expect(await db.dispute.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'lost',
    lostLotMicros: 10n * DOLLAR,
  });
});

test('lost in parts: each is posted when the bank takes it, and nothing stays in what is held', async () => {
  const { topUpId, walletId, chargeRef } = await makePayer([10]);
  const { itemId } = await makeArticle(5n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 5n * DOLLAR });
  await control(`charges/${chargeRef}/dispute`, { amount: 400 });
  await deliver();
  const { id, disputeRef } = await disputeOf(topUpId);
  await end(disputeRef, 'lose');
  const first = `dispute_lost paid_lot > disputes_held ${4n * DOLLAR}`;
  expect(await losses(id)).toEqual([first]);

  // Of three dollars more the lot has one.
  await moveAtBank(disputeRef, -300, 'lost');
  const second = [
    `dispute_lost paid_lot > disputes_held ${DOLLAR}`,
    `dispute_lost dispute_losses > disputes_held ${2n * DOLLAR}`,
  ];
  expect(await losses(id)).toEqual([first, ...second]);
  expect(await balanceOf(walletId)).toBe(0n);
  await Promise.all([applyDispute(disputeRef), applyDispute(disputeRef)]);
  expect(await losses(id)).toHaveLength(3);

  // Three come back while it is lost: the platform's two first. Then it is won, and the bank takes its time
  // with the rest.
  await moveAtBank(disputeRef, 300, 'lost');
  const back = [
    `dispute_recovered disputes_held > dispute_losses ${2n * DOLLAR}`,
    `dispute_recovered disputes_held > paid_lot ${DOLLAR}`,
  ];
  expect(await losses(id)).toEqual([first, ...second, ...back]);
  await moveAtBank(disputeRef, 100, 'won');
  expect(await rowOf(id)).toMatchObject({
    status: 'won',
    closedAt: expect.any(Date),
    lostLotMicros: 5n * DOLLAR,
    recoveredLotMicros: 2n * DOLLAR,
  });
  await end(disputeRef, 'reinstate');
  expect(await balanceOf(walletId)).toBe(5n * DOLLAR);
  expect(await listBrokenLaws()).toEqual([]);
});

test('won, but the bank has not given all of it back: still asked about until it has', async () => {
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, disputeRef } = await disputeOf(topUpId);
  await moveAtBank(disputeRef, 400, 'won');
  expect(await rowOf(id)).toMatchObject({ status: 'won', closedAt: null });
  expect((await walletOf(walletId)).status).toBe('active');
  expect(await listBrokenLaws()).toEqual([]);
  await control('settings', { webhookUrl: null });
  await control(`disputes/${disputeRef}/reinstate`);
  await control('settings', { webhookUrl });
  await readAgain();
  expect(await rowOf(id)).toMatchObject({ status: 'won', closedAt: expect.any(Date) });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('what the bank may take is neither refunded nor cashed out meanwhile', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  const [older, newer] = topUps;
  await control(`charges/${older?.chargeRef}/dispute`);
  await deliver();
  await expect(refund(older?.topUpId ?? 0n, { act })).rejects.toMatchObject({ code: 'nothing_to_refund' });
  const results = await cashOut(walletId, act);
  expect(results).toMatchObject([{ amountMicros: 10n * DOLLAR, status: 'succeeded' }]);
  expect(await balanceOf(walletId)).toBe(5n * DOLLAR);
  expect(newer?.topUpId).toBeDefined();
});

test('a dispute or a warning of a charge that we do not know is put aside and logged', async () => {
  const logged = vi.spyOn(log, 'error');
  const { topUpId } = await makePayer([10], CARD);
  const known = await disputeOf(topUpId);
  const like = sandbox.state.get('dispute', known.disputeRef)?.object;
  if (!like) throw new Error('The dispute is not at Stripe.');
  const stray = { ...like, id: 'dp_stray', charge: 'ch_stray', payment_intent: null };
  sandbox.state.transaction(() => sandbox.state.put('dispute', stray.id, { object: stray, hidden: null }));
  expect(await sendEvent('charge.dispute.created', stray)).toBe(200);
  const event = await db.webhookEvent.findFirstOrThrow({ where: { objectId: stray.id } });
  expect(event.note).toBe('dp_stray belongs to no top-up of ours.');
  expect(await db.dispute.count({ where: { disputeRef: stray.id } })).toBe(0);
  expect(logged).toHaveBeenCalledOnce();
  expect(await db.oddMoney.findMany({ where: { processorRef: stray.id } })).toMatchObject([
    {
      about: 'dispute',
      reason: 'not_ours',
      cameMicros: -10n * DOLLAR,
      cameCurrency: 'usd',
      detail: 'ch_stray',
    },
  ]);
  expect(await db.webhookEvent.findFirstOrThrow({ where: { objectId: stray.id } })).toMatchObject({
    processedAt: expect.any(Date),
  });
  expect(await sendEvent('charge.dispute.updated', { id: 'dp_none', object: 'dispute' })).toBe(200);

  await makePayer([10], '4000000000005423');
  const other = sandbox.state.all('radar.early_fraud_warning').at(-1)?.object;
  if (!other) throw new Error('The warning is not at Stripe.');
  const warning = { ...other, id: 'issfr_stray', charge: 'ch_stray', payment_intent: undefined };
  sandbox.state.transaction(() =>
    sandbox.state.put('radar.early_fraud_warning', warning.id, { object: warning, hidden: null }),
  );
  expect(await sendEvent('radar.early_fraud_warning.created', warning)).toBe(200);
  expect(await db.oddMoney.count({ where: { processorRef: warning.id, detail: 'ch_stray' } })).toBe(1);
  expect(await db.fraudWarning.count({ where: { warningRef: warning.id } })).toBe(0);
  vi.restoreAllMocks();
});

test('an early fraud warning is shown, and a refund answers it', async () => {
  const act = await makeAdmin();
  const { topUpId } = await makePayer([10], '4000000000005423');
  const warning = await db.fraudWarning.findFirstOrThrow({ where: { topUpId } });
  expect(warning).toMatchObject({ actionable: true, fraudType: 'made_with_stolen_card' });
  await refund(topUpId, { act });
  await deliver();
  expect(await db.fraudWarning.findUniqueOrThrow({ where: { id: warning.id } })).toMatchObject({
    actionable: false,
  });
});
