import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { countWaiting } from '@/lib/admin/overview/count-waiting';
import { getOverview } from '@/lib/admin/overview/get-overview';
import { setWalletFrozen } from '@/lib/admin/people/set-wallet-frozen';
import { db, pool } from '@/lib/db';
import { applyDispute } from '@/lib/disputes/apply-dispute';
import { prepareEvidence } from '@/lib/disputes/prepare-evidence';
import { countToDecide, getDispute, getEvidencePdf, listDisputes, listHolds } from '@/lib/disputes/queries';
import { refreshDisputes } from '@/lib/disputes/refresh-disputes';
import { submitEvidence } from '@/lib/disputes/submit-evidence';
import { spend } from '@/lib/ledger/spend';
import { log } from '@/lib/log';
import { listBrokenLaws } from '../ledger/world';
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
  moveAtBank,
  planFault,
  postingsOf,
  refund,
  sandbox,
  sendEvent,
  webhookUrl,
} from '../refunds/world';

const KINDS = ['dispute_opened', 'dispute_won', 'dispute_lost', 'dispute_recovered', 'dispute_fee'];
const FEE = 15n * DOLLAR;
const CARD = '4000000000000259';

async function disputeOf(topUpId: bigint) {
  return db.dispute.findFirstOrThrow({ where: { topUpId }, orderBy: { id: 'desc' } });
}

async function walletOf(walletId: bigint) {
  const { status, frozenReason } = await db.wallet.findUniqueOrThrow({ where: { id: walletId } });
  return { status, frozenReason };
}

const rowOf = (id: bigint) => db.dispute.findUniqueOrThrow({ where: { id } });
const namedBy = async (walletId: bigint) =>
  (await db.wallet.findUniqueOrThrow({ where: { id: walletId } })).frozenDisputeId;
const readAgain = () => refreshDisputes(new Date(Date.now() + 61 * 60_000));

/** Losses and what came back, in the order in which they were posted. */
const losses = (id: bigint) => postingsOf(id, ['dispute_lost', 'dispute_recovered']);

async function end(stripeDisputeId: string, ending: 'win' | 'lose' | 'escalate' | 'reinstate') {
  await control(`disputes/${stripeDisputeId}/${ending}`);
  await deliver();
}

const opened = (micros: bigint) => [
  `dispute_fee processing_fees > card_clearing ${FEE}`,
  `dispute_opened disputes_held > card_clearing ${micros}`,
];

async function postings(id: bigint): Promise<string[]> {
  return (await postingsOf(id, KINDS)).sort();
}

test('opened: the money is held, the fee posted and the wallet on hold; won: all of it back', async () => {
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, stripeDisputeId, ...row } = await disputeOf(topUpId);
  expect(row).toMatchObject({
    status: 'needs_response',
    reason: 'fraudulent',
    closedAt: null,
    heldAt: expect.any(Date),
    holdEndedAt: null,
  });
  expect(await postings(id)).toEqual(opened(10n * DOLLAR));
  expect(await walletOf(walletId)).toEqual({ status: 'frozen', frozenReason: `Dispute ${stripeDisputeId}` });
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
  expect(await countWaiting({ userId: actorId, adminRole: 'finance' })).toMatchObject({ disputes: 1 });

  await end(stripeDisputeId, 'win');
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

test('lost: the lot pays as far as it has money, the rest is the platform’s; the wallet stays on hold', async () => {
  const { topUpId, walletId, chargeId } = await makePayer([10]);
  const { itemId } = await makeArticle(4n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 4n * DOLLAR });
  await control(`charges/${chargeId}/dispute`);
  await deliver();
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await end(stripeDisputeId, 'lose');
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

  await end(stripeDisputeId, 'reinstate');
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
  const { id, stripeDisputeId, status } = await disputeOf(topUpId);
  expect(status).toBe('warning_needs_response');
  expect(await postings(id)).toEqual([]);
  expect((await walletOf(walletId)).status).toBe('active');
  await end(stripeDisputeId, 'escalate');
  expect(await postings(id)).toEqual(opened(10n * DOLLAR));
  expect((await walletOf(walletId)).status).toBe('frozen');
  await end(stripeDisputeId, 'win');
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
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await control(`disputes/${stripeDisputeId}/win`);
  await Promise.all([deliver(), deliver(), deliver()]);
  await control('settings', { copies: 1, reorder: false });
  expect(await postings(id)).toEqual([
    ...opened(10n * DOLLAR),
    `dispute_won card_clearing > disputes_held ${10n * DOLLAR}`,
  ]);
  expect((await walletOf(walletId)).status).toBe('active');
  const events = await db.webhookEvent.findMany({ where: { objectId: stripeDisputeId } });
  expect(events.length).toBeGreaterThanOrEqual(4);
  expect(events.every(({ processedAt }) => processedAt !== null)).toBe(true);
});

test('the webhooks of the end are lost: the job learns of it within the hour', async () => {
  const { topUpId } = await makePayer([10], CARD);
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await control('settings', { webhookUrl: null });
  await control(`disputes/${stripeDisputeId}/lose`);
  await control('settings', { webhookUrl });
  expect(await readAgain()).toBeGreaterThanOrEqual(1);
  expect(await db.dispute.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'lost',
    lostLotMicros: 10n * DOLLAR,
  });
});

test('a wallet that an admin put on hold stays so when the dispute is won', async () => {
  const { topUpId, walletId, chargeId } = await makePayer([10]);
  await db.wallet.update({
    where: { id: walletId },
    data: { status: 'frozen', frozenAt: new Date(), frozenReason: 'Under review' },
  });
  await control(`charges/${chargeId}/dispute`);
  await deliver();
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  expect(await getDispute(id)).toMatchObject({ holds: true, frozenByAdmin: true });
  await end(stripeDisputeId, 'win');
  expect(await walletOf(walletId)).toEqual({ status: 'frozen', frozenReason: 'Under review' });
});

test('two disputes of one wallet: it is free when both are won, and names the one that holds it', async () => {
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
  await deliver();
  const [first, second] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  expect(await namedBy(walletId)).toBe(first?.id);
  await end(String(first?.stripeDisputeId), 'win');
  expect(await walletOf(walletId)).toEqual({
    status: 'frozen',
    frozenReason: `Dispute ${second?.stripeDisputeId}`,
  });
  expect(await namedBy(walletId)).toBe(second?.id);
  await end(String(second?.stripeDisputeId), 'win');
  expect((await walletOf(walletId)).status).toBe('active');
  expect(await namedBy(walletId)).toBeNull();
});

test('what an admin releases stays released, whatever the bank does next; a new dispute asks anew', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  const [older, newer] = topUps;
  await control(`charges/${older?.chargeId}/dispute`);
  await deliver();
  const first = await disputeOf(older?.topUpId ?? 0n);
  await setWalletFrozen({ walletId, reason: null }, act);
  expect((await auditOf('wallet', walletId)).at(-1)).toMatchObject({
    actorId: act.actorId,
    action: 'release_wallet',
    before: { status: 'frozen', reason: `Dispute ${first.stripeDisputeId}` },
    after: { disputes: [String(first.id)] },
  });
  await readAgain();
  await sendEvent('charge.dispute.updated', { id: first.stripeDisputeId, object: 'dispute' });
  expect((await walletOf(walletId)).status).toBe('active');
  await end(first.stripeDisputeId, 'lose');
  expect((await walletOf(walletId)).status).toBe('active');
  expect((await getDispute(first.id))?.holds).toBe(false);

  await control(`charges/${newer?.chargeId}/dispute`);
  await deliver();
  const second = await disputeOf(newer?.topUpId ?? 0n);
  expect(await namedBy(walletId)).toBe(second.id);
  // Won after all: the first asks no more, so the wallet is free.
  await end(second.stripeDisputeId, 'win');
  expect((await walletOf(walletId)).status).toBe('active');
});

test('an admin and the bank at once: nothing deadlocks, and the release lasts', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await Promise.all([
    setWalletFrozen({ walletId, reason: null }, act),
    ...Array.from({ length: 6 }, () => applyDispute(stripeDisputeId)),
    setWalletFrozen({ walletId, reason: null }, act),
  ]);
  expect(await walletOf(walletId)).toEqual({ status: 'active', frozenReason: null });
  expect(await rowOf(id)).toMatchObject({ holdEndedAt: expect.any(Date) });
});

test('a lost dispute waits in a list until an admin releases the wallet, or keeps it with a reason', async () => {
  const act = await makeAdmin();
  for (const reason of [null, 'A stolen card.']) {
    const { topUpId, walletId } = await makePayer([10], CARD);
    const { id, stripeDisputeId } = await disputeOf(topUpId);
    const waits = async () => (await listDisputes('decide')).some((one) => one.id === id);
    expect(await waits()).toBe(false);
    await end(stripeDisputeId, 'lose');
    expect(await waits()).toBe(true);
    expect(await countToDecide()).toBeGreaterThan(0);
    expect(await listHolds(walletId)).toEqual([{ disputeId: id }]);
    await setWalletFrozen({ walletId, reason }, act);
    expect(await waits()).toBe(false);
    // Given back after all: what an admin keeps on hold stays so.
    await end(stripeDisputeId, 'reinstate');
    const status = reason === null ? 'active' : 'frozen';
    expect(await walletOf(walletId)).toEqual({ status, frozenReason: reason });
  }
});

test('an admin who keeps the wallet of a lost dispute has not decided about another that is open', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
  await deliver();
  const [lost, open] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  expect(await getDispute(lost?.id ?? 0n)).toMatchObject({ holds: true, frozenByAdmin: false });
  await end(String(lost?.stripeDisputeId), 'lose');
  await setWalletFrozen({ walletId, reason: 'A stolen card.' }, act);
  expect((await auditOf('wallet', walletId)).at(-1)?.after).toMatchObject({ disputes: [String(lost?.id)] });
  // Named where the freeze is lifted; lost too, it waits for a decision of its own.
  expect(await listHolds(walletId)).toEqual([{ disputeId: open?.id }]);
  await end(String(open?.stripeDisputeId), 'lose');
  expect((await listDisputes('decide')).map(({ id }) => id)).toContain(open?.id);
  await setWalletFrozen({ walletId, reason: null }, act);
  expect((await auditOf('wallet', walletId)).at(-1)?.after).toMatchObject({ disputes: [String(open?.id)] });
  expect(await listHolds(walletId)).toEqual([]);
});

test('holds that were given to disputes that had ended are put right, once', async () => {
  const act = await makeAdmin();
  const held = async (count: number) => {
    const { walletId, topUps } = await makePayer(Array.from({ length: count }, () => 5));
    for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
    await deliver();
    const disputes = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
    return { walletId, ids: disputes.map(({ id }) => id), names: disputes.map((one) => one.stripeDisputeId) };
  };
  const misname = ({ walletId, ids, names }: Awaited<ReturnType<typeof held>>) =>
    db.wallet.update({
      where: { id: walletId },
      data: {
        status: 'frozen',
        frozenAt: new Date(),
        frozenReason: `Dispute ${names[0]}`,
        frozenDisputeId: ids[0],
      },
    });
  // Names one that was won while another asks; names one that was won, and none asks.
  const passedOn = await held(2);
  await end(String(passedOn.names[0]), 'win');
  await misname(passedOn);
  const free = await held(1);
  await end(String(free.names[0]), 'win');
  await pool.query('UPDATE disputes SET hold_ended_at = NULL WHERE id = $1', [free.ids[0]]);
  await misname(free);
  // Lost and released by an admin; the hold was given back to it, and the wallet is on hold for another since.
  const released = await held(1);
  await end(String(released.names[0]), 'lose');
  await setWalletFrozen({ walletId: released.walletId, reason: null }, act);
  await pool.query('UPDATE disputes SET hold_ended_at = NULL WHERE id = $1', [released.ids[0]]);
  await misname(released);
  // Left alone: lost and undecided, released but on hold again for itself, and an admin's own.
  const undecided = await held(1);
  await end(String(undecided.names[0]), 'lose');
  const again = await held(1);
  await pool.query(
    `INSERT INTO audit_log (action, subject_type, subject_id, after) VALUES
     ('release_wallet', 'wallet', $1, NULL), ('freeze_wallet', 'wallet', $1, jsonb_build_object('reason', 'Dispute ' || $2::text))`,
    [String(again.walletId), again.names[0]],
  );
  const admins = await held(1);
  await end(String(admins.names[0]), 'win');
  await setWalletFrozen({ walletId: admins.walletId, reason: 'Fraud.' }, act);
  expect((await listBrokenLaws()).join('\n')).toMatch(/^A wallet is on hold/m);

  const repair = readFileSync('prisma/migrations/20261124070100_ended_holds/migration.sql', 'utf8');
  for (const run of ['first', 'again']) {
    await pool.query(repair);
    expect((await listBrokenLaws()).join('\n'), run).not.toMatch(/^A wallet is on hold/m);
  }
  expect(await namedBy(passedOn.walletId)).toBe(passedOn.ids[1]);
  expect((await walletOf(passedOn.walletId)).frozenReason).toBe(`Dispute ${passedOn.names[1]}`);
  for (const { walletId, ids, names } of [free, released]) {
    expect(await walletOf(walletId)).toEqual({ status: 'active', frozenReason: null });
    expect(await listHolds(walletId)).toEqual([]);
    const rows = await auditOf('wallet', walletId);
    const said = { reason: `Dispute ${names[0]}`, dispute: String(ids[0]) };
    expect(rows.at(-1)).toMatchObject({ actorId: null, action: 'release_wallet', after: said });
    // Freed when it was won or by the admin, and by the repair: the repeat has written nothing.
    expect(rows.filter(({ action }) => action === 'release_wallet')).toHaveLength(2);
  }
  for (const { walletId, ids } of [undecided, again]) expect(await namedBy(walletId)).toBe(ids[0]);
  expect(await walletOf(admins.walletId)).toEqual({ status: 'frozen', frozenReason: 'Fraud.' });
});

test('first heard of when it is lost: the wallet is on hold all the same', async () => {
  const { topUpId, walletId, chargeId } = await makePayer([10]);
  await control('settings', { webhookUrl: null });
  const { id } = (await control(`charges/${chargeId}/dispute`)) as { id: string };
  await control(`disputes/${id}/lose`);
  await control('settings', { webhookUrl });
  await applyDispute(id);
  expect(await disputeOf(topUpId)).toMatchObject({ status: 'lost', lostLotMicros: 10n * DOLLAR });
  expect((await walletOf(walletId)).status).toBe('frozen');
});

test('lost in parts: each is posted when the bank takes it, and nothing stays in what is held', async () => {
  const { topUpId, walletId, chargeId } = await makePayer([10]);
  const { itemId } = await makeArticle(5n * DOLLAR);
  await spend({ walletId, itemId, seenPriceMicros: 5n * DOLLAR });
  await control(`charges/${chargeId}/dispute`, { amount: 400 });
  await deliver();
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await end(stripeDisputeId, 'lose');
  const first = `dispute_lost paid_lot > disputes_held ${4n * DOLLAR}`;
  expect(await losses(id)).toEqual([first]);

  // Of three dollars more the lot has one.
  await moveAtBank(stripeDisputeId, -300, 'lost');
  const second = [
    `dispute_lost paid_lot > disputes_held ${DOLLAR}`,
    `dispute_lost dispute_losses > disputes_held ${2n * DOLLAR}`,
  ];
  expect(await losses(id)).toEqual([first, ...second]);
  expect(await balanceOf(walletId)).toBe(0n);
  await Promise.all([applyDispute(stripeDisputeId), applyDispute(stripeDisputeId)]);
  expect(await losses(id)).toHaveLength(3);

  // Three come back while it is lost: the platform's two first. Then it is won, and the bank takes its time with the rest.
  await moveAtBank(stripeDisputeId, 300, 'lost');
  const back = [
    `dispute_recovered disputes_held > dispute_losses ${2n * DOLLAR}`,
    `dispute_recovered disputes_held > paid_lot ${DOLLAR}`,
  ];
  expect(await losses(id)).toEqual([first, ...second, ...back]);
  await moveAtBank(stripeDisputeId, 100, 'won');
  expect(await rowOf(id)).toMatchObject({
    status: 'won',
    closedAt: expect.any(Date),
    lostLotMicros: 5n * DOLLAR,
    recoveredLotMicros: 2n * DOLLAR,
  });
  await end(stripeDisputeId, 'reinstate');
  expect(await balanceOf(walletId)).toBe(5n * DOLLAR);
  expect(await listBrokenLaws()).toEqual([]);
});

test('won, but the bank has not given all of it back: still asked about until it has', async () => {
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await moveAtBank(stripeDisputeId, 400, 'won');
  expect(await rowOf(id)).toMatchObject({ status: 'won', closedAt: null });
  expect((await walletOf(walletId)).status).toBe('active');
  expect(await listBrokenLaws()).toEqual([]);
  await control('settings', { webhookUrl: null });
  await control(`disputes/${stripeDisputeId}/reinstate`);
  await control('settings', { webhookUrl });
  await readAgain();
  expect(await rowOf(id)).toMatchObject({ status: 'won', closedAt: expect.any(Date) });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('what the bank may take is neither refunded nor cashed out meanwhile', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  const [older, newer] = topUps;
  await control(`charges/${older?.chargeId}/dispute`);
  await deliver();
  await expect(refund(older?.topUpId ?? 0n, { act })).rejects.toMatchObject({ code: 'nothing_to_refund' });
  const results = await cashOut(walletId, act);
  expect(results).toMatchObject([{ amountMicros: 10n * DOLLAR, status: 'succeeded' }]);
  expect(await balanceOf(walletId)).toBe(5n * DOLLAR);
  expect(newer?.topUpId).toBeDefined();
});

test('a dispute or a warning of a charge that we do not know is left alone, noted and logged', async () => {
  const logged = vi.spyOn(log, 'error');
  const warned = vi.spyOn(log, 'warn');
  const { topUpId } = await makePayer([10], CARD);
  const known = await disputeOf(topUpId);
  const like = sandbox.state.get('dispute', known.stripeDisputeId)?.object;
  if (!like) throw new Error('The dispute is not at Stripe.');
  const stray = { ...like, id: 'dp_stray', charge: 'ch_stray', payment_intent: null };
  sandbox.state.transaction(() => sandbox.state.put('dispute', stray.id, { object: stray, hidden: null }));
  expect(await sendEvent('charge.dispute.created', stray)).toBe(200);
  const event = await db.webhookEvent.findFirstOrThrow({ where: { objectId: stray.id } });
  expect(event.note).toBe('dp_stray belongs to no top-up of ours.');
  expect(await db.dispute.count({ where: { stripeDisputeId: stray.id } })).toBe(0);
  expect(logged).toHaveBeenCalledWith({ dispute: stray.id, charge: 'ch_stray' }, 'a dispute needs a person');
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
  expect(warned).toHaveBeenCalledWith(
    { warning: warning.id, charge: 'ch_stray' },
    'a fraud warning needs a person',
  );
  expect(await db.fraudWarning.count({ where: { stripeWarningId: warning.id } })).toBe(0);
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

/** A reader who read two things and then disputed the charge. */
async function makeDisputed() {
  const payer = await makePayer([10]);
  for (const price of [DOLLAR, 2n * DOLLAR]) {
    const { itemId } = await makeArticle(price);
    await spend({ walletId: payer.walletId, itemId, seenPriceMicros: price });
    await pool.query(`SELECT record_view($1, current_date, $2, NULL, 'direct', 'unknown')`, [
      itemId,
      payer.userId,
    ]);
  }
  await pool.query(
    `INSERT INTO sessions (id, user_id, expires_at, address, user_agent)
     VALUES (gen_random_uuid(), $1, now() + interval '1 day', '198.51.100.9', 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0')`,
    [payer.userId],
  );
  await control(`charges/${payer.chargeId}/dispute`);
  await deliver();
  return { ...payer, dispute: await disputeOf(payer.topUpId) };
}

test('evidence: a PDF with receipts, unlocks, deliveries and sign-ins; sent once; it decides the dispute', async () => {
  const act = await makeAdmin();
  const { dispute, walletId } = await makeDisputed();
  const evidenceId = await prepareEvidence({ disputeId: dispute.id, statement: 'winning_evidence', act });
  const pdf = await getEvidencePdf(dispute.id, evidenceId);
  expect(
    Buffer.from(pdf ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(await getEvidencePdf(dispute.id + 1n, evidenceId)).toBeNull();
  await submitEvidence({ evidenceId, act });
  await submitEvidence({ evidenceId, act });
  const at = sandbox.state.get('dispute', dispute.stripeDisputeId)?.object;
  expect(at).toMatchObject({ status: 'under_review', evidence_details: { submission_count: 1 } });
  const file = sandbox.state.get('file', String(at?.evidence.uncategorized_file));
  expect(Buffer.from(file?.hidden.content ?? '', 'base64').equals(Buffer.from(pdf ?? []))).toBe(true);
  expect(at?.evidence).toMatchObject({
    customer_purchase_ip: '198.51.100.9',
    uncategorized_text: 'winning_evidence',
    access_activity_log: expect.stringContaining('unlocked, opened'),
  });
  await control('settle');
  await deliver();
  expect((await getDispute(dispute.id))?.status).toBe('won');
  expect((await walletOf(walletId)).status).toBe('active');
  expect((await auditOf('dispute', dispute.id)).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['prepare_evidence', 'submit_evidence']),
  );
  const late = prepareEvidence({ disputeId: dispute.id, statement: '', act });
  await expect(late).rejects.toMatchObject({ code: 'evidence_closed' });
});

test('the answer of the submission is lost: asked again, it is the same submission', async () => {
  const act = await makeAdmin();
  const { dispute } = await makeDisputed();
  const evidenceId = await prepareEvidence({ disputeId: dispute.id, statement: 'losing_evidence', act });
  await planFault({ path: '/v1/files', method: 'POST', mode: 'error', when: 'before', times: 2 });
  await expect(submitEvidence({ evidenceId, act })).rejects.toMatchObject({ code: 'payment_unavailable' });
  await clearFaults();
  await submitEvidence({ evidenceId, act });
  const at = sandbox.state.get('dispute', dispute.stripeDisputeId)?.object;
  expect(at?.evidence_details.submission_count).toBe(1);
  expect(
    (await db.disputeEvidence.findUniqueOrThrow({ where: { id: evidenceId } })).submittedAt,
  ).not.toBeNull();
});
