import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { postAdjustment } from '@/lib/ground/ledger/post-adjustment';
import { getStatement } from '@/lib/rooms/payouts/get-statement';
import { listStatementItems } from '@/lib/rooms/payouts/list-statement-items';
import { saveTaxDetails } from '@/lib/rooms/payouts/tax-details';
import { writeStatementPdf } from '@/lib/rooms/payouts/write-statement-pdf';
import { readPdf } from './read-pdf';
import { DOLLAR, deliver, earn, endAtBank, makeCreator, makePayee, onboard, request } from './world';

async function pdfOf(creatorId: bigint, payoutId: bigint, locale: 'en' | 'ko') {
  const pdf = await writeStatementPdf(await getStatement(creatorId, payoutId), locale);
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(Buffer.from(chunk));
  return readPdf(Buffer.concat(chunks));
}

/** Settled earnings of several items over several settlements, and a payout that takes a part of the last. */
async function paidInPart() {
  const creator = await makeCreator();
  const accountId = await onboard(creator.creatorId);
  await earn(creator, 12n * DOLLAR, { feePercent: 10, settled: false });
  await earn(creator, 7n * DOLLAR + 35n, { feePercent: 10 });
  await earn(creator, 20n * DOLLAR, { feePercent: 10 });
  const { payoutId } = await request(creator.creatorId, { amountMicros: 25n * DOLLAR });
  return { ...creator, accountId, payoutId };
}

/** An admin puts a creator's available earnings right. */
async function adjustAvailable(creator: { creatorId: bigint; userId: bigint }, amountMicros: bigint) {
  const admin = await db.user.create({
    data: { email: `${randomUUID()}@payouts.test`, role: 'admin', adminRole: 'finance' },
  });
  await db.approvalLimit.create({ data: { currency: 'usd', limitMicros: 10n ** 15n } });
  await db.$transaction(async (tx) => {
    const { id, accountId } = await tx.adjustment.create({
      data: {
        target: 'creator',
        creatorId: creator.creatorId,
        ownerId: creator.userId,
        currency: 'usd',
        amountMicros,
        reason: 'correction',
        note: 'Put right by a test.',
        requesterId: admin.id,
        requestKey: randomUUID(),
        seenBalanceMicros: 0n,
        needsApproval: false,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const file = { name: 'a.pdf', mediaType: 'application/pdf', content: Buffer.from('evidence') };
    await tx.adjustmentFile.create({ data: { adjustmentId: id, uploaderId: admin.id, ...file } });
    await tx.adjustment.update({ where: { id }, data: { status: 'posted', decidedAt: new Date() } });
    await postAdjustment(tx, { adjustmentId: id, accountId: accountId ?? 0n, amountMicros });
  });
}

test('items, settlements and fees add up to the payout, to the micro', async () => {
  const { creatorId, payoutId } = await paidInPart();
  const { payout, items, totals } = await getStatement(creatorId, payoutId);
  expect(items.map(({ unlocks, grossMicros }) => [unlocks, grossMicros])).toEqual([
    [1, 20n * DOLLAR],
    [1, 12n * DOLLAR],
    [1, 7n * DOLLAR + 35n],
  ]);
  expect(totals).toEqual({
    unlocks: 3,
    grossMicros: 39n * DOLLAR + 35n,
    feeMicros: 3_900_003n,
    netMicros: 35_100_032n,
    paidMicros: 25n * DOLLAR,
    itemsMicros: 39n * DOLLAR + 35n,
    itemsOtherMicros: 0n,
  });
  expect(payout.lines.map(({ unlockCount, paidMicros }) => [unlockCount, paidMicros])).toEqual([
    [2, 17_100_032n],
    [1, 7_899_968n],
  ]);
  expect(totals.paidMicros + payout.otherMicros).toBe(payout.amountMicros);
  for (const line of payout.lines) expect(line.grossMicros - line.feeMicros).toBe(line.netMicros);
});

test('an unlock of the next settlement, and of another creator, is not in it', async () => {
  const { creatorId, payoutId, pendingAccountId } = await paidInPart();
  await earn({ creatorId, pendingAccountId }, 5n * DOLLAR);
  const other = await makePayee(11n * DOLLAR);
  expect(await listStatementItems(creatorId, payoutId)).toHaveLength(3);
  expect(await listStatementItems(other.creatorId, payoutId)).toEqual([]);
  await expect(getStatement(other.creatorId, payoutId)).rejects.toMatchObject({ code: 'not_found' });
});

test('an adjustment is a line of its own', async () => {
  const creator = await makePayee(12n * DOLLAR);
  await adjustAvailable(creator, 3n * DOLLAR);
  const { payoutId } = await request(creator.creatorId);
  const { payout, totals } = await getStatement(creator.creatorId, payoutId);
  expect(payout.otherMicros).toBe(3n * DOLLAR);
  expect(totals.paidMicros + payout.otherMicros).toBe(15n * DOLLAR);
  const { pages } = await pdfOf(creator.creatorId, payoutId, 'en');
  expect(pages.join('\n')).toContain('Corrections by Farthing');
});

test.each([
  ['en', 'Statement of payout', 'Platform fee', 'Page 1 of', 'South Korea'],
  ['ko', '지급 명세서', '플랫폼 수수료', '쪽 중 1쪽', '대한민국'],
] as const)('the PDF (%s): every word can be read back, Korean ones too', async (locale, ...words) => {
  const { creatorId, userId, payoutId, accountId } = await paidInPart();
  await deliver();
  await endAtBank(accountId, 'pay');
  await saveTaxDetails({
    creatorId,
    actorId: userId,
    legalName: '김하늘',
    entity: 'business',
    country: 'kr',
    address: '서울특별시 종로구 세종대로 1\n03154',
    taxId: '220-81-62517',
    removeTaxId: false,
  });
  const { pages, fonts } = await pdfOf(creatorId, payoutId, locale);
  const text = pages.join('\n');
  for (const word of [...words, '김하늘', '서울특별시', '•••• 2517', '$25.00', '−$3.900003', '$39.000035'])
    expect(text.replaceAll('\n', ' ')).toContain(word);
  expect(text).not.toContain('2208162517');
  expect(text).not.toContain('\uFFFD');
  expect(text).toMatch(/tr_\w+/);
  // Only the glyphs in use are embedded: that is what the tag before the name says.
  for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+Pretendard-(Regular|SemiBold)$/);
});

test('the PDF draws a name and an address in any script', async () => {
  const { creatorId, userId, payoutId } = await paidInPart();
  await saveTaxDetails({
    creatorId,
    actorId: userId,
    legalName: '金敏洙',
    entity: 'individual',
    country: 'kr',
    address: 'ถนนสุขุมวิท 1\n03154',
    taxId: '',
    removeTaxId: false,
  });
  const text = (await pdfOf(creatorId, payoutId, 'ko')).pages.join('').replaceAll('\n', '');
  expect(text).toContain('金敏洙');
  for (const undrawn of ['\u0000', '\uFFFD']) expect(text).not.toContain(undrawn);
});

test('a long list goes on over pages, each with its head and its number', async () => {
  const creator = await makePayee(0n + 10n * DOLLAR);
  await pool.query(
    `INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros,
      fee_micros, net_micros)
     SELECT $1, 'usd', t, t + interval '1 hour', 1, 100000, 10000, 90000
     FROM generate_series(now() + interval '1 day', now() + interval '4 days', interval '1 hour') t`,
    [creator.creatorId],
  );
  const { payoutId } = await request(creator.creatorId);
  await pool.query(
    `INSERT INTO payout_lines (payout_id, settlement_id, amount_micros)
     SELECT $2, id, 90000 FROM settlements WHERE creator_id = $1 AND net_micros = 90000`,
    [creator.creatorId, payoutId],
  );
  const { pages } = await pdfOf(creator.creatorId, payoutId, 'en');
  expect(pages.length).toBeGreaterThan(2);
  pages.forEach((page, index) => {
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    if (/Settlement \d/.test(page)) expect(page).toContain('Platform fee');
  });
  const listed = new Set([...pages.join('\n').matchAll(/Settlement (\d+)/g)].map(([, id]) => id));
  expect(listed.size).toBe(74);
  await pool.query(`DELETE FROM payout_lines WHERE payout_id = $1 AND amount_micros = 90000`, [payoutId]);
  await pool.query(`DELETE FROM settlements WHERE creator_id = $1 AND net_micros = 90000`, [
    creator.creatorId,
  ]);
});

test('a payout id that is no one’s, and one too large for the database, are not found', async () => {
  const creator = await makePayee(10n * DOLLAR);
  for (const id of [999_999_999n, 999_999_999_999_999_999n])
    await expect(getStatement(creator.creatorId, id)).rejects.toMatchObject({ code: 'not_found' });
});
