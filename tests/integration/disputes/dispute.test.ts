import { expect, test } from 'vitest';
import { db, pool } from '@/lib/db';
import { prepareEvidence } from '@/lib/disputes/prepare-evidence';
import { getDispute, getEvidencePdf } from '@/lib/disputes/queries';
import { refreshDisputes } from '@/lib/disputes/refresh-disputes';
import { submitEvidence } from '@/lib/disputes/submit-evidence';
import { spend } from '@/lib/ledger/spend';
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
  postingsOf,
  refund,
  sandbox,
  sendEvent,
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

  await end(stripeDisputeId, 'win');
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
  await control('settings', { webhookUrl: (await import('../refunds/world')).webhookUrl });
  expect(await refreshDisputes(new Date(Date.now() + 61 * 60_000))).toBeGreaterThanOrEqual(1);
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
  const { stripeDisputeId } = await disputeOf(topUpId);
  await end(stripeDisputeId, 'win');
  expect(await walletOf(walletId)).toEqual({ status: 'frozen', frozenReason: 'Under review' });
});

test('two disputes of one wallet: it is free when both are won', async () => {
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
  await deliver();
  const [first, second] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  await end(String(first?.stripeDisputeId), 'win');
  expect((await walletOf(walletId)).status).toBe('frozen');
  await end(String(second?.stripeDisputeId), 'win');
  expect((await walletOf(walletId)).status).toBe('active');
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

test('a dispute of a charge that we do not know is left alone, with a note', async () => {
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
  expect(await sendEvent('charge.dispute.updated', { id: 'dp_none', object: 'dispute' })).toBe(200);
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
