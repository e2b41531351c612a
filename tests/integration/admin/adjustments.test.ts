import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { noteSchema } from '@/lib/core/ids';
import { approveAdjustment, rejectAdjustment } from '@/lib/desks/backoffice/adjustments/decide-adjustment';
import { expireRequests } from '@/lib/desks/backoffice/adjustments/expire-requests';
import { getFile, storeFile } from '@/lib/desks/backoffice/adjustments/files';
import { previewAdjustment } from '@/lib/desks/backoffice/adjustments/preview-adjustment';
import {
  type AdjustmentInput,
  requestAdjustment,
} from '@/lib/desks/backoffice/adjustments/request-adjustment';
import { reverseAdjustment } from '@/lib/desks/backoffice/adjustments/reverse-adjustment';
import { parseTarget } from '@/lib/desks/backoffice/adjustments/targets';
import { countWaiting } from '@/lib/desks/backoffice/overview/count-waiting';
import { expireGrants } from '@/lib/ground/ledger/expire-grants';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { listStatement } from '@/lib/rooms/wallet/list-statement';
import { auditOfSubject, DOLLAR, makeAdmin, makeCreator, makeReader, paidBalance } from './world';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** Each time another letter, unless its words are given. */
const fileOf = (actorId: bigint, words: string = randomUUID()) =>
  storeFile(
    { actorId, address: 'direct', requestId: randomUUID() },
    'letter.pdf',
    new Uint8Array(Buffer.concat([PDF, Buffer.from(`% ${words}\n`)])),
  );

type Given = Partial<AdjustmentInput> & Pick<AdjustmentInput, 'target' | 'amountMicros'>;

const inputOf = (given: Given): AdjustmentInput => ({
  giftExpiresAt: null,
  reason: 'correction',
  note: 'A test puts it right.',
  requestKey: randomUUID(),
  seenBalanceMicros: 0n,
  fileId: null,
  ...given,
});

type Admin = Awaited<ReturnType<typeof makeAdmin>>;
const ask = (admin: Admin, given: Given) => requestAdjustment(inputOf(given), admin.act(), 'en');
const approve = (admin: Admin, adjustmentId: bigint, seenBalanceMicros: bigint) =>
  approveAdjustment({ adjustmentId, seenBalanceMicros }, admin.act(), 'en');

/** A debit above the limit that waits for a second admin. */
async function waiting(paid = 100n * DOLLAR) {
  const requester = await makeAdmin();
  const reader = await makeReader(paid);
  const { id } = await ask(requester, {
    target: { kind: 'paid', walletId: reader.walletId },
    amountMicros: -50n * DOLLAR,
    seenBalanceMicros: paid,
  });
  return { requester, reader, id, paid };
}

const rowOf = (id: bigint) => db.adjustment.findUniqueOrThrow({ where: { id } });
const transfersOf = async (id: bigint) =>
  (
    await pool.query(
      `SELECT d.type || ' > ' || c.type || ' ' || t.amount_micros AS line FROM transfers t
       JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c ON c.id = t.credit_account_id
       WHERE t.ref = $1 AND t.kind = 'adjustment'`,
      [id],
    )
  ).rows.map(({ line }) => line);

test('a small debit of paid money is posted at once, as the preview said, with its audit row', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader(10n * DOLLAR);
  const target = { kind: 'paid', walletId: reader.walletId } as const;
  const preview = await previewAdjustment(target, -2_500_000n, admin.userId, 'en');
  expect(preview).toMatchObject({
    lines: [
      { account: 'paid', debitMicros: 2_500_000n, creditMicros: 0n },
      { account: 'adjustments', debitMicros: 0n, creditMicros: 2_500_000n },
    ],
    balanceAfterMicros: 7_500_000n,
    needsApproval: false,
    attachmentNeeded: false,
  });
  const act = admin.act();
  const { id, status } = await requestAdjustment(
    inputOf({ target, amountMicros: -2_500_000n, seenBalanceMicros: preview.state.balanceMicros }),
    act,
    'en',
  );
  expect(status).toBe('posted');
  expect(await transfersOf(id)).toEqual(['paid_lot > adjustments 2500000']);
  expect(await paidBalance(reader.walletId)).toBe(7_500_000n);
  const { entries } = await listStatement({ walletId: reader.walletId, filter: 'all' });
  expect(entries[0]).toMatchObject({ kind: 'adjustment', reason: 'correction' });
  expect(await auditOfSubject('adjustment', id)).toMatchObject([
    {
      actorId: admin.userId,
      action: 'post_adjustment',
      address: act.address,
      requestId: act.requestId,
      before: { balanceMicros: '10000000' },
      after: { balanceMicros: '7500000', amountMicros: '-2500000', status: 'posted' },
    },
  ]);
});

test('a credit of paid money or earnings needs evidence; a gift does not, and expires', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  const creator = await makeCreator();
  const paid = { target: { kind: 'paid', walletId: reader.walletId } as const, amountMicros: DOLLAR };
  await expect(ask(admin, paid)).rejects.toMatchObject({ code: 'attachment_needed' });
  const done = await ask(admin, { ...paid, fileId: await fileOf(admin.userId) });
  expect(done.status).toBe('posted');
  expect(await paidBalance(reader.walletId)).toBe(DOLLAR);
  expect((await getFile(done.id))?.mediaType).toBe('application/pdf');

  const earned = await ask(admin, {
    target: { kind: 'creator', creatorId: creator.creatorId, currency: 'usd' },
    amountMicros: 3n * DOLLAR,
    fileId: await fileOf(admin.userId),
  });
  expect(await transfersOf(earned.id)).toEqual(['adjustments > creator_available 3000000']);

  const expiresAt = new Date(Date.now() + 86_400_000);
  const gift = await ask(admin, {
    target: { kind: 'gift', walletId: reader.walletId, accountId: null },
    amountMicros: 2n * DOLLAR,
    giftExpiresAt: expiresAt,
  });
  expect(await transfersOf(gift.id)).toEqual([]);
  expect((await getWalletBalance(reader.walletId)).gifts).toMatchObject([{ balanceMicros: 2n * DOLLAR }]);
  const { grantId, accountId } = await rowOf(gift.id);
  await pool.query(`UPDATE lots SET expires_at = now() WHERE account_id = $1`, [accountId]);
  await pool.query(`UPDATE grants SET expires_at = now() WHERE id = $1`, [grantId]);
  await expireGrants();
  expect((await getWalletBalance(reader.walletId)).giftMicros).toBe(0n);
});

test('part of one gift is taken back', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  await grantPromotion(db, {
    walletId: reader.walletId,
    amountMicros: DOLLAR,
    grantKey: 'k',
    expiresAt: null,
  });
  const { accountId } = await db.lot.findFirstOrThrow({
    where: { walletId: reader.walletId, kind: 'promotional' },
  });
  const target = { kind: 'gift', walletId: reader.walletId, accountId } as const;
  const { id } = await ask(admin, { target, amountMicros: -400_000n, seenBalanceMicros: DOLLAR });
  expect(await transfersOf(id)).toEqual(['promotional_lot > adjustments 400000']);
  expect((await getWalletBalance(reader.walletId)).giftMicros).toBe(600_000n);
  // Another wallet's gift is not found through this one.
  const other = await makeReader();
  await expect(
    ask(admin, {
      target: { ...target, walletId: other.walletId },
      amountMicros: -1n,
      seenBalanceMicros: 600_000n,
    }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a debit beyond the balance, or of a changed balance, is refused with nothing written', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader(DOLLAR);
  const creator = await makeCreator();
  const target = { kind: 'paid', walletId: reader.walletId } as const;
  const before = await db.auditEntry.count();
  await expect(
    ask(admin, { target, amountMicros: -1_000_001n, seenBalanceMicros: DOLLAR }),
  ).rejects.toMatchObject({
    code: 'exceeds_balance',
    details: { balance: '$1.00' },
  });
  await expect(ask(admin, { target, amountMicros: -1n, seenBalanceMicros: 5n })).rejects.toMatchObject({
    code: 'balance_changed',
  });
  const earnings = { kind: 'creator', creatorId: creator.creatorId, currency: 'usd' } as const;
  await expect(ask(admin, { target: earnings, amountMicros: -1n })).rejects.toMatchObject({
    code: 'exceeds_balance',
  });
  expect(await db.adjustment.count({ where: { requesterId: admin.userId } })).toBe(0);
  expect(await db.auditEntry.count()).toBe(before);
  // Down to zero is fine.
  await ask(admin, { target, amountMicros: -DOLLAR, seenBalanceMicros: DOLLAR });
  expect(await paidBalance(reader.walletId)).toBe(0n);
});

test('the same request twice, also at once, is one adjustment; another with its key is refused', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader(10n * DOLLAR);
  const given = {
    target: { kind: 'paid', walletId: reader.walletId } as const,
    amountMicros: -DOLLAR,
    seenBalanceMicros: 10n * DOLLAR,
    requestKey: randomUUID(),
  };
  const answers = await Promise.all([ask(admin, given), ask(admin, given), ask(admin, given)]);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await paidBalance(reader.walletId)).toBe(9n * DOLLAR);
  await expect(ask(admin, { ...given, amountMicros: -2n })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('above the limit nothing is posted until a second admin agrees', async () => {
  const { requester, reader, id, paid } = await waiting();
  expect(await rowOf(id)).toMatchObject({ status: 'pending', needsApproval: true, seenBalanceMicros: paid });
  expect(await paidBalance(reader.walletId)).toBe(paid);
  await expect(approve(requester, id, paid)).rejects.toMatchObject({ code: 'second_admin_needed' });
  const second = await makeAdmin('owner');
  // It waits for the second admin, not for who asked.
  const waits = async (admin: { userId: bigint }) =>
    (await countWaiting({ ...admin, adminRole: 'finance' })).adjustments;
  const [own, others] = [await waits(requester), await waits(second)];
  expect(others).toBe(own + 1);
  await approve(second, id, paid);
  expect(await waits(second)).toBe(others - 1);
  expect(await rowOf(id)).toMatchObject({ status: 'posted', deciderId: second.userId });
  expect(await paidBalance(reader.walletId)).toBe(50n * DOLLAR);
  expect((await auditOfSubject('adjustment', id)).map(({ action, actorId }) => [action, actorId])).toEqual([
    ['request_adjustment', requester.userId],
    ['approve_adjustment', second.userId],
  ]);
});

test('many small ones count together, to one person or to several', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  const target = { kind: 'gift', walletId: reader.walletId, accountId: null } as const;
  const give = () => ask(admin, { target, amountMicros: 9n * DOLLAR });
  const answers = [await give(), await give(), await give()];
  expect(answers.map(({ status }) => status)).toEqual(['posted', 'posted', 'pending']);
  expect((await previewAdjustment(target, 3n * DOLLAR, admin.userId, 'en')).needsApproval).toBe(true);
  const other = await makeReader();
  const toOther = { target: { ...target, walletId: other.walletId }, amountMicros: 9n * DOLLAR };
  expect((await ask(admin, toOther)).status).toBe('pending');
  // All at once, too, and to different people.
  const second = await makeAdmin();
  const readers = await Promise.all(Array.from({ length: 4 }, () => makeReader()));
  const atOnce = await Promise.all(
    readers.map(({ walletId }) => ask(second, { ...toOther, target: { ...target, walletId } })),
  );
  expect(atOnce.filter(({ status }) => status === 'posted')).toHaveLength(2);
});

test('of many who agree at once one posts, and each other is told who it was', async () => {
  const { reader, id, paid } = await waiting();
  const admins = await Promise.all(Array.from({ length: 4 }, () => makeAdmin()));
  const answers = await Promise.allSettled(admins.map((admin) => approve(admin, id, paid)));
  const winner = answers.findIndex(({ status }) => status === 'fulfilled');
  const { email } = await db.user.findUniqueOrThrow({ where: { id: admins[winner]?.userId } });
  const refusals = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason);
  expect(refusals).toMatchObject(
    Array.from({ length: 3 }, () => ({ code: 'already_decided', details: { who: email } })),
  );
  expect(await paidBalance(reader.walletId)).toBe(50n * DOLLAR);
  expect(await transfersOf(id)).toHaveLength(1);
});

test('an approval of what has changed since is refused, and can be given on the new figures', async () => {
  const { reader, requester, id, paid } = await waiting();
  const target = { kind: 'paid', walletId: reader.walletId } as const;
  await ask(requester, { target, amountMicros: -DOLLAR, seenBalanceMicros: paid });
  const second = await makeAdmin();
  await expect(approve(second, id, paid)).rejects.toMatchObject({ code: 'balance_changed' });
  expect((await rowOf(id)).status).toBe('pending');
  await approve(second, id, paid - DOLLAR);
  expect(await paidBalance(reader.walletId)).toBe(49n * DOLLAR);

  const poor = await waiting(60n * DOLLAR);
  await pool.query(`SELECT 1`);
  const other = await makeAdmin();
  await ask(other, {
    target: { kind: 'paid', walletId: poor.reader.walletId },
    amountMicros: -15n * DOLLAR,
    seenBalanceMicros: 60n * DOLLAR,
  });
  await expect(approve(second, poor.id, 45n * DOLLAR)).rejects.toMatchObject({ code: 'exceeds_balance' });
});

test('a request is rejected with a reason, withdrawn by who asked, or runs out', async () => {
  const first = await waiting();
  const second = await makeAdmin();
  await rejectAdjustment({ adjustmentId: first.id, note: 'No receipt.' }, second.act());
  expect(await rowOf(first.id)).toMatchObject({ status: 'rejected', decisionNote: 'No receipt.' });
  await expect(approve(second, first.id, first.paid)).rejects.toMatchObject({ code: 'already_decided' });

  const own = await waiting();
  await rejectAdjustment({ adjustmentId: own.id, note: 'A slip.' }, own.requester.act());
  expect((await auditOfSubject('adjustment', own.id)).at(-1)?.action).toBe('withdraw_adjustment');

  const late = await waiting();
  await expect(
    pool.query(`UPDATE adjustments SET expires_at = now() WHERE id = $1`, [late.id]),
  ).rejects.toThrow('never changed');
  expect(await expireRequests(new Date(Date.now() + 8 * 86_400_000))).toBeGreaterThan(0);
  await expect(approve(second, late.id, late.paid)).rejects.toMatchObject({ code: 'request_expired' });
  expect((await auditOfSubject('adjustment', late.id)).at(-1)).toMatchObject({
    action: 'expire_adjustment',
    actorId: null,
  });
});

test('nobody adjusts or approves their own account', async () => {
  const admin = await makeAdmin();
  const { rows } = await pool.query(`SELECT id FROM open_wallet($1, 'usd', NULL)`, [admin.userId]);
  const target = { kind: 'gift', walletId: BigInt(rows[0].id), accountId: null } as const;
  await expect(ask(admin, { target, amountMicros: 1n })).rejects.toMatchObject({ code: 'own_account' });
  await expect(previewAdjustment(target, 1n, admin.userId, 'en')).rejects.toMatchObject({
    code: 'own_account',
  });
  const { id } = await ask(await makeAdmin(), { target, amountMicros: 50n * DOLLAR });
  await expect(approve(admin, id, 0n)).rejects.toMatchObject({ code: 'own_account' });
  await expect(rejectAdjustment({ adjustmentId: id, note: 'x' }, admin.act())).rejects.toMatchObject({
    code: 'own_account',
  });
});

test('an adjustment is reversed once, also by two at once, and a reversal is not reversed', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader(10n * DOLLAR);
  const { id } = await ask(admin, {
    target: { kind: 'paid', walletId: reader.walletId },
    amountMicros: -4n * DOLLAR,
    seenBalanceMicros: 10n * DOLLAR,
  });
  const reverse = () =>
    reverseAdjustment(
      { adjustmentId: id, note: 'It was wrong.', requestKey: randomUUID(), seenBalanceMicros: 6n * DOLLAR },
      admin.act(),
      'en',
    );
  const answers = await Promise.allSettled([reverse(), reverse()]);
  const done = answers.find((answer) => answer.status === 'fulfilled')?.value;
  const refused = answers.find((answer) => answer.status === 'rejected')?.reason;
  expect(['already_reversed', 'balance_changed']).toContain(refused.code);
  expect(await paidBalance(reader.walletId)).toBe(10n * DOLLAR);
  const reversal = await rowOf(done?.id ?? 0n);
  expect(reversal).toMatchObject({ reversesId: id, amountMicros: 4n * DOLLAR });
  const again = { note: 'x', requestKey: randomUUID(), seenBalanceMicros: 10n * DOLLAR };
  await expect(reverseAdjustment({ adjustmentId: id, ...again }, admin.act(), 'en')).rejects.toMatchObject({
    code: 'already_reversed',
  });
  await expect(
    reverseAdjustment({ adjustmentId: reversal.id, ...again }, admin.act(), 'en'),
  ).rejects.toMatchObject({ code: 'not_found' });
});

test('a gift is reversed while it lasts', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  const { id } = await ask(admin, {
    target: { kind: 'gift', walletId: reader.walletId, accountId: null },
    amountMicros: DOLLAR,
  });
  const input = { adjustmentId: id, note: 'Twice.', requestKey: randomUUID(), seenBalanceMicros: DOLLAR };
  const { id: reversal } = await reverseAdjustment(input, admin.act(), 'en');
  expect(await transfersOf(reversal)).toEqual(['promotional_lot > adjustments 1000000']);
  expect((await getWalletBalance(reader.walletId)).giftMicros).toBe(0n);
});

test('hand-written SQL gets round none of it', async () => {
  const { requester, reader, id } = await waiting();
  const second = await makeAdmin();
  const support = await makeAdmin('support');
  const set = (text: string, values: unknown[] = []) =>
    pool.query(`UPDATE adjustments SET ${text} WHERE id = ${id}`, values);
  const posted = `status = 'posted', decided_at = now()`;
  // Without a second admin, by the same one, by one who may not, or by the owner of the money.
  await expect(set(posted)).rejects.toThrow('may not approve');
  await expect(set(`${posted}, decider_id = $1`, [requester.userId])).rejects.toThrow('four_eyes');
  await expect(set(`${posted}, decider_id = $1`, [support.userId])).rejects.toThrow('may not approve');
  await expect(set(`${posted}, decider_id = $1`, [reader.userId])).rejects.toThrow();
  await expect(set('needs_approval = false')).rejects.toThrow('never changed');
  await expect(set('amount_micros = -1')).rejects.toThrow('never changed');
  await expect(set('requester_id = $1', [second.userId])).rejects.toThrow('never changed');
  await expect(pool.query('DELETE FROM adjustments')).rejects.toThrow('insert-only');
  // A posting for it, and one for nothing at all.
  const { accountId } = await rowOf(id);
  await expect(
    pool.query('SELECT post_adjustment($1, $2, $3)', [id, accountId, -50n * DOLLAR]),
  ).rejects.toThrow('not what was asked for');
  await expect(pool.query('SELECT post_adjustment(987654321, $1, 5)', [accountId])).rejects.toThrow(
    'not what was asked for',
  );
  // Agreed to, but posted nowhere, or with another amount.
  await expect(set(`${posted}, decider_id = $1`, [second.userId])).rejects.toThrow('posted nowhere');
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`UPDATE adjustments SET ${posted}, decider_id = $1 WHERE id = $2`, [
      second.userId,
      id,
    ]);
    await expect(
      client.query('SELECT post_adjustment($1, $2, $3)', [id, accountId, -49n * DOLLAR]),
    ).rejects.toThrow('not what was asked for');
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
  // A request that says of itself that it needs nobody, for someone who may not ask, or for one's own
  // account.
  const insert = (requesterId: bigint, ownerId: bigint, walletId: bigint) =>
    pool.query<{ needs_approval: boolean; owner_id: string }>(
      `INSERT INTO adjustments (target, wallet_id, owner_id, currency, amount_micros, reason, note,
        requester_id, request_key,
         seen_balance_micros, needs_approval, expires_at)
       VALUES ('paid', $1, $2, 'usd', 99000000, 'other', 'x', $3, gen_random_uuid(), 0, false, now() +
         interval '1 day')
       RETURNING needs_approval, owner_id`,
      [walletId, ownerId, requesterId],
    );
  const { rows } = await insert(requester.userId, second.userId, reader.walletId);
  expect(rows[0]).toEqual({ needs_approval: true, owner_id: String(reader.userId) });
  await expect(insert(support.userId, reader.userId, reader.walletId)).rejects.toThrow('may not adjust');
  await expect(insert(reader.userId, reader.userId, reader.walletId)).rejects.toThrow('may not adjust');
  const { rows: own } = await pool.query(`SELECT id FROM open_wallet($1, 'usd', NULL)`, [requester.userId]);
  await expect(insert(requester.userId, reader.userId, own[0].id)).rejects.toThrow('own_account');
  // A gift in the name of an adjustment that was not agreed to.
  await expect(
    grantPromotion(db, {
      walletId: reader.walletId,
      amountMicros: 5n,
      grantKey: `adjustment:${id}`,
      expiresAt: null,
    }),
  ).rejects.toThrow('no such adjustment');
  expect(await paidBalance(reader.walletId)).toBe(100n * DOLLAR);
});

test('the limit cannot be raised by changing its row, and its change is on record', async () => {
  await waiting();
  await expect(pool.query('UPDATE approval_limits SET limit_micros = 1000000000000')).rejects.toThrow(
    'insert-only',
  );
  expect(await auditOfSubject('currency', 'usd')).toMatchObject([
    { actorId: null, action: 'set_approval_limit', after: { limitMicros: '20000000' } },
  ]);
});

test('evidence is what its content says, of bounded size, used once, and never changes', async () => {
  const admin = await makeAdmin();
  const store = (content: Uint8Array<ArrayBuffer>) => storeFile(admin.act(), 'a.pdf', content);
  await expect(store(new Uint8Array(Buffer.from('<html>not a pdf</html>')))).rejects.toMatchObject({
    code: 'file_unsuitable',
  });
  await expect(store(new Uint8Array())).rejects.toMatchObject({ code: 'file_unsuitable' });
  const large = new Uint8Array(5 * 1024 * 1024 + 1);
  large.set(PDF);
  await expect(store(large)).rejects.toMatchObject({ code: 'file_unsuitable' });
  const reader = await makeReader();
  const target = { kind: 'paid', walletId: reader.walletId } as const;
  const other = await makeAdmin();
  const fileId = await fileOf(other.userId);
  // Someone else's upload is not one's own.
  await expect(ask(admin, { target, amountMicros: DOLLAR, fileId })).rejects.toMatchObject({
    code: 'file_unsuitable',
  });
  const { id } = await ask(other, { target, amountMicros: DOLLAR, fileId });
  await expect(
    ask(other, { target, amountMicros: DOLLAR, seenBalanceMicros: DOLLAR, fileId }),
  ).rejects.toMatchObject({ code: 'file_unsuitable' });
  await expect(
    pool.query(`UPDATE adjustment_files SET name = 'b' WHERE adjustment_id = $1`, [id]),
  ).rejects.toThrow('evidence stays');
  await expect(pool.query(`DELETE FROM adjustment_files WHERE adjustment_id = $1`, [id])).rejects.toThrow(
    'evidence stays',
  );
});

test('the same letter behind a second adjustment is asked back once, and its use is on record', async () => {
  const [admin, other] = [await makeAdmin(), await makeAdmin()];
  const reader = await makeReader();
  const target = { kind: 'paid', walletId: reader.walletId } as const;
  const letter = randomUUID();
  const first = await ask(admin, {
    ...{ target, amountMicros: DOLLAR },
    fileId: await fileOf(admin.userId, letter),
  });
  const second = {
    ...{ target, amountMicros: DOLLAR, seenBalanceMicros: DOLLAR },
    fileId: await fileOf(other.userId, letter),
  };
  await expect(ask(other, second)).rejects.toMatchObject({
    code: 'file_repeats',
    details: { number: String(first.id) },
  });
  expect(await paidBalance(reader.walletId)).toBe(DOLLAR);
  const { id } = await ask(other, { ...second, fileAgain: true });
  expect(await paidBalance(reader.walletId)).toBe(2n * DOLLAR);
  expect((await auditOfSubject('adjustment', String(id))).map(({ action }) => action)).toContain(
    'repeat_evidence',
  );
});

test('a note of 100 kB is refused with words; targets are read strictly', () => {
  const refused = noteSchema.safeParse('x'.repeat(100_000));
  expect(refused.error?.issues[0]?.message).toBe('noteLong');
  expect(noteSchema.safeParse('  ').success).toBe(false);
  expect(noteSchema.parse('x'.repeat(5000))).toHaveLength(5000);
  expect(parseTarget('paid:12')).toEqual({ kind: 'paid', walletId: 12n });
  expect(parseTarget('lot:12:34')).toEqual({ kind: 'gift', walletId: 12n, accountId: 34n });
  expect(parseTarget('creator:7:usd')).toEqual({ kind: 'creator', creatorId: 7n, currency: 'usd' });
  for (const bad of [
    '',
    'paid:',
    'paid:0',
    'paid:-1',
    'lot:1',
    'platform:1',
    'creator:7',
    'paid:1;x',
    `paid:${'9'.repeat(30)}`,
  ])
    expect(parseTarget(bad)).toBeNull();
});
