import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { spend } from '@/lib/ground/ledger/spend';
import { prepareEvidence } from '@/lib/rooms/money-back/disputes/prepare-evidence';
import { getDispute, getEvidencePdf } from '@/lib/rooms/money-back/disputes/queries';
import { submitEvidence } from '@/lib/rooms/money-back/disputes/submit-evidence';
import {
  auditOf,
  clearFaults,
  control,
  DOLLAR,
  deliver,
  makeAdmin,
  makeArticle,
  makePayer,
  planFault,
  sandbox,
} from '../refunds/world';
import { disputeOf, walletOf } from './world';

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
     VALUES (gen_random_uuid(), $1, now() + interval '1 day', '198.51.100.9',
       'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0')`,
    [payer.userId],
  );
  await control(`charges/${payer.chargeRef}/dispute`);
  await deliver();
  return { ...payer, dispute: await disputeOf(payer.topUpId) };
}

test('evidence: a PDF with receipts, unlocks, deliveries, sign-ins; sent once; it decides', async () => {
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
  expect((await getDispute(dispute.id))?.evidence).toMatchObject([{ statement: 'winning_evidence' }]);
  await submitEvidence({ evidenceId, act });
  await submitEvidence({ evidenceId, act });
  const at = sandbox.state.get('dispute', dispute.disputeRef)?.object;
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
  const at = sandbox.state.get('dispute', dispute.disputeRef)?.object;
  expect(at?.evidence_details.submission_count).toBe(1);
  expect(
    (await db.disputeEvidence.findUniqueOrThrow({ where: { id: evidenceId } })).submittedAt,
  ).not.toBeNull();
});
