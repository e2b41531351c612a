import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { previewAdjustment } from '@/lib/desks/backoffice/adjustments/preview-adjustment';
import { requestAdjustment } from '@/lib/desks/backoffice/adjustments/request-adjustment';
import { confirmBatch } from '@/lib/desks/backoffice/gifts/decide-batch';
import { needsSecondAdmin } from '@/lib/desks/backoffice/gifts/queries';
import { readBatch } from '@/lib/desks/backoffice/gifts/read-batch';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import type { ReversalSource } from '@/lib/ground/ledger/reverse-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { readAllowance } from '@/lib/rooms/approvals/approval-limit';
import { countRequests } from '@/lib/rooms/approvals/count-requests';
import { approveReversal, rejectReversal } from '@/lib/rooms/money-back/refunds/decide-reversal';
import { expireReversals } from '@/lib/rooms/money-back/refunds/expire-reversals';
import { listWaitingReversals } from '@/lib/rooms/money-back/refunds/list-waiting-reversals';
import { reverseUnlock } from '@/lib/rooms/money-back/refunds/reverse-unlock';
import { listBrokenLaws, makeItem, makeCreator as makeSeller } from '../ledger/world';
import { auditOfSubject, DOLLAR, makeAdmin, makeReader, paidBalance } from './world';

// The limit of the settings is 20 dollars; what one admin does alone within a day counts together.
type Admin = Awaited<ReturnType<typeof makeAdmin>>;

/** A settled unlock at this price, by a reader who has nothing left. */
async function makeUnlock(dollars: bigint, feePercent = 10) {
  const priceMicros = dollars * DOLLAR;
  const seller = await makeSeller();
  const itemId = await makeItem(seller, priceMicros);
  const reader = await makeReader(priceMicros);
  const unlock = await spend({ walletId: reader.walletId, itemId, seenPriceMicros: priceMicros });
  if (unlock.status !== 'unlocked') throw new Error(unlock.status);
  await pool.query('SELECT settle_account($1, clock_timestamp(), $2)', [seller.pendingAccountId, feePercent]);
  return { ...reader, ...seller, unlockId: unlock.unlockId, priceMicros };
}

const reverse = (admin: Admin, unlockId: bigint, source: ReversalSource = 'platform') =>
  reverseUnlock({ unlockId, source, note: 'The text was broken.', act: admin.act(), locale: 'en' });

async function give(admin: Admin, dollars: bigint) {
  const { walletId } = await makeReader();
  return requestAdjustment(
    {
      target: { kind: 'gift', walletId, accountId: null },
      amountMicros: dollars * DOLLAR,
      giftExpiresAt: null,
      reason: 'goodwill',
      note: 'A test.',
      requestKey: randomUUID(),
      seenBalanceMicros: 0n,
      fileId: null,
    },
    admin.act(),
    'en',
  );
}

async function readFile(admin: Admin, dollars: bigint): Promise<bigint> {
  const { email } = await makeReader();
  const bytes = Buffer.from(`${email},${dollars}`);
  const content = Readable.toWeb(Readable.from([bytes])) as WebStream<Uint8Array>;
  const file = { requestKey: randomUUID(), fileName: 'gifts.csv', content, byteCount: bytes.length };
  return readBatch(file, admin.act());
}

const giveByFile = async (admin: Admin, dollars: bigint) =>
  confirmBatch({ batchId: await readFile(admin, dollars), note: 'A test.' }, admin.act());

const requestOf = (unlockId: bigint) =>
  db.reversalRequest.findFirstOrThrow({ where: { unlockId }, orderBy: { id: 'desc' } });
const used = async (admin: Admin) => (await readAllowance(admin.userId, 'usd')).usedMicros;
const countWaitingReversals = async (adminId: bigint) => (await countRequests(adminId)).reversals;
const approve = (admin: Admin, requestId: bigint) =>
  approveReversal({ requestId, act: admin.act(), locale: 'en' });

const countBlockedBy = async (pid: number): Promise<number> =>
  (await pool.query('SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))', [pid])).rowCount ??
  0;

/** A reversal of 30 dollars at the platform's cost that waits for a second admin. */
async function waiting() {
  const requester = await makeAdmin();
  const unlock = await makeUnlock(30n);
  expect(await reverse(requester, unlock.unlockId)).toEqual({
    status: 'waiting',
    amountMicros: unlock.priceMicros,
  });
  return { ...unlock, requester, requestId: (await requestOf(unlock.unlockId)).id };
}

test('the platform’s loss beyond the limit waits for a second admin, never the one who asked', async () => {
  const { requester, requestId, unlockId, walletId, priceMicros } = await waiting();
  expect(await paidBalance(walletId)).toBe(0n);
  expect(await db.unlockReversal.count({ where: { unlockId } })).toBe(0);
  expect(await listWaitingReversals(unlockId)).toMatchObject([
    { requestId, source: 'platform', lossMicros: priceMicros, requesterId: requester.userId },
  ]);
  await expect(reverse(await makeAdmin(), unlockId)).rejects.toMatchObject({ code: 'already_asked' });
  await expect(approve(requester, requestId)).rejects.toMatchObject({ code: 'second_admin_needed' });
  const second = await makeAdmin('owner');
  expect(await approve(second, requestId)).toEqual({ amountMicros: priceMicros });
  expect(await paidBalance(walletId)).toBe(priceMicros);
  expect(await db.unlockReversal.findUniqueOrThrow({ where: { unlockId } })).toMatchObject({
    actorId: requester.userId,
    requestId,
    platformMicros: priceMicros,
  });
  expect((await auditOfSubject('unlock', unlockId)).map(({ action, actorId }) => [action, actorId])).toEqual([
    ['request_reversal', requester.userId],
    ['approve_reversal', second.userId],
  ]);
  // What two have agreed to counts against neither.
  expect([await used(requester), await used(second)]).toEqual([0n, 0n]);
});

test('of many who agree at once one does it, and each other is told who it was', async () => {
  const { requestId, walletId, priceMicros } = await waiting();
  const admins = await Promise.all(Array.from({ length: 4 }, () => makeAdmin()));
  const answers = await Promise.allSettled(admins.map((admin) => approve(admin, requestId)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'already_decided' });
  expect(await paidBalance(walletId)).toBe(priceMicros);
});

test('a request is rejected, withdrawn, or runs out; then it can be asked for again', async () => {
  const { requester, requestId, unlockId } = await waiting();
  const second = await makeAdmin();
  await rejectReversal({ requestId, reason: 'Not broken.', act: second.act() });
  await expect(approve(second, requestId)).rejects.toMatchObject({ code: 'already_decided' });
  expect((await reverse(requester, unlockId)).status).toBe('waiting');
  const again = await requestOf(unlockId);
  await rejectReversal({ requestId: again.id, reason: 'A slip.', act: requester.act() });
  expect((await auditOfSubject('unlock', unlockId)).at(-1)?.action).toBe('withdraw_reversal');
  expect((await reverse(requester, unlockId)).status).toBe('waiting');
  const late = await requestOf(unlockId);
  const before = await countWaitingReversals(0n);
  expect(await expireReversals(new Date(Date.now() + 8 * 86_400_000))).toBeGreaterThan(0);
  expect(await countWaitingReversals(0n)).toBeLessThan(before);
  await expect(approve(second, late.id)).rejects.toMatchObject({ code: 'request_expired' });
  expect((await auditOfSubject('unlock', unlockId)).at(-1)).toMatchObject({
    action: 'expire_reversal',
    actorId: null,
  });
});

test('what has changed since is refused, and nothing has moved; nobody agrees about their own', async () => {
  const own = await waiting();
  const { userId: sellerId } = await db.creator.findUniqueOrThrow({ where: { id: own.creatorId } });
  for (const person of [own.userId, sellerId]) {
    await pool.query(`UPDATE users SET role = 'admin', admin_role = 'finance' WHERE id = $1`, [person]);
    const act = { ...own.requester.act(), actorId: person };
    await expect(approveReversal({ requestId: own.requestId, act, locale: 'en' })).rejects.toMatchObject({
      code: 'own_account',
    });
    await expect(rejectReversal({ requestId: own.requestId, reason: 'x', act })).rejects.toMatchObject({
      code: 'own_account',
    });
  }
  // Another admin, within a limit of their own, has taken it back meanwhile by hand.
  const other = await makeAdmin();
  await pool.query(`SELECT reverse_unlock($1, 'available', $2, 'By hand.', NULL)`, [
    own.unlockId,
    other.userId,
  ]);
  await expect(approve(await makeAdmin(), own.requestId)).rejects.toMatchObject({ code: 'already_refunded' });
  expect((await requestOf(own.unlockId)).status).toBe('pending');
  expect(await listWaitingReversals(own.unlockId)).toEqual([]);
});

test('adjustments, gifts from files and reversals of one admin are one sum', async () => {
  const admin = await makeAdmin();
  expect((await give(admin, 8n)).status).toBe('posted');
  expect(await giveByFile(admin, 7n)).toBe('posting');
  expect((await reverse(admin, (await makeUnlock(4n)).unlockId)).status).toBe('reversed');
  expect(await used(admin)).toBe(19n * DOLLAR);
  // One dollar is left, for any of them; two are not.
  expect((await give(admin, 2n)).status).toBe('pending');
  expect(await giveByFile(admin, 2n)).toBe('waiting');
  expect((await reverse(admin, (await makeUnlock(2n)).unlockId)).status).toBe('waiting');
  const { walletId } = await makeReader();
  const target = { kind: 'gift', walletId, accountId: null } as const;
  expect((await previewAdjustment(target, 2n * DOLLAR, admin.userId, 'en')).needsApproval).toBe(true);
  expect((await previewAdjustment(target, DOLLAR, admin.userId, 'en')).needsApproval).toBe(false);
  // What the creator gives back costs the platform its fee alone: 20 cents of 2 dollars.
  expect((await reverse(admin, (await makeUnlock(2n)).unlockId, 'available')).status).toBe('reversed');
  expect(await used(admin)).toBe(19_200_000n);
  expect((await reverse(admin, (await makeUnlock(9n)).unlockId, 'available')).status).toBe('waiting');
  // Another admin has a sum of their own.
  expect((await give(await makeAdmin(), 20n)).status).toBe('posted');
});

test('all kinds at once never add up to more than the limit', async () => {
  const admin = await makeAdmin();
  const unlocks = await Promise.all(Array.from({ length: 4 }, () => makeUnlock(6n)));
  const answers = await Promise.all([
    ...unlocks.map(async ({ unlockId }) => (await reverse(admin, unlockId)).status === 'reversed'),
    ...Array.from({ length: 3 }, async () => (await give(admin, 6n)).status === 'posted'),
    ...Array.from({ length: 3 }, async () => (await giveByFile(admin, 6n)) === 'posting'),
  ]);
  expect(answers.filter(Boolean)).toHaveLength(3);
  expect(await used(admin)).toBe(18n * DOLLAR);
});

test('hand-written SQL gets round none of it', async () => {
  const { requester, requestId, unlockId, walletId, userId, priceMicros } = await waiting();
  const [second, support] = [await makeAdmin(), await makeAdmin('support')];
  const set = (text: string) => pool.query(`UPDATE reversal_requests SET ${text} WHERE id = ${requestId}`);
  const posted = `status = 'posted', decided_at = now()`;
  const decided = (by: bigint) => set(`${posted}, decider_id = ${by}`);
  // Nobody, the same one, one who may not, the reader; then one who may, but nothing is taken back.
  await expect(set(posted)).rejects.toThrow('may not approve');
  await expect(decided(requester.userId)).rejects.toThrow('four_eyes');
  await expect(decided(support.userId)).rejects.toThrow('may not approve');
  await expect(decided(userId)).rejects.toThrow('may not approve');
  await expect(decided(second.userId)).rejects.toThrow('posted nowhere');
  await expect(set('requester_id = 1')).rejects.toThrow('never changed');
  await expect(pool.query('DELETE FROM reversal_requests')).rejects.toThrow('insert-only');
  await expect(
    pool.query(
      `INSERT INTO reversal_requests (unlock_id, source, loss_micros, note, requester_id, status, decider_id,
        decided_at, expires_at)
       VALUES ($1, 'platform', 0, 'x', $2, 'posted', $3, now(), now() + interval '1 day')`,
      [unlockId, requester.userId, second.userId],
    ),
  ).rejects.toThrow('begins as a request');
  // Not asked, in the name of one who may not, of a request that nobody agreed to, or dated back.
  const call = (actor: bigint, request: bigint | null) =>
    pool.query<{ status: string }>(`SELECT status FROM reverse_unlock($1, 'platform', $2, 'x', $3)`, [
      unlockId,
      actor,
      request,
    ]);
  expect((await call(requester.userId, null)).rows).toEqual([{ status: 'second_admin_needed' }]);
  expect((await call(userId, null)).rows).toEqual([{ status: 'own_account' }]);
  await expect(call(requester.userId, requestId)).rejects.toThrow('does not allow this');
  const small = await makeUnlock(1n);
  await expect(
    pool.query(`SELECT reverse_unlock($1, 'platform', $2, 'x', NULL)`, [small.unlockId, support.userId]),
  ).rejects.toThrow('may not take it back');
  const insert = (platform: bigint, amount = priceMicros) =>
    pool.query(
      `INSERT INTO unlock_reversals (unlock_id, source, amount_micros, creator_micros, fee_micros,
        platform_micros, settlement_id, actor_id, note, created_at)
       SELECT $1, 'platform', $2, $3, 0, $4, settlement, $5, 'x', '2001-01-01' FROM judge_reversal($1)`,
      [unlockId, amount, amount - platform, platform, requester.userId],
    );
  await expect(insert(priceMicros)).rejects.toThrow('beyond what user');
  await expect(insert(priceMicros, priceMicros - 1n)).rejects.toThrow('may not take it back');
  // A posting without a reversal, and one of more than its reversal says, or to another wallet.
  const lotOf = async (wallet: bigint) =>
    (await db.lot.findFirstOrThrow({ where: { walletId: wallet, kind: 'paid' } })).accountId;
  const post = (ref: bigint, lot: bigint, micros: bigint) =>
    pool.query(
      `INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
       VALUES ($1, 'unlock_reversal', 9, platform_account('adjustments', 'usd'), $2, $3, clock_timestamp())`,
      [ref, lot, micros],
    );
  const lot = await lotOf(walletId);
  await expect(post(unlockId, lot, 1n)).rejects.toThrow('not what was decided');
  const done = await makeUnlock(1n);
  await reverse(second, done.unlockId);
  await expect(post(done.unlockId, await lotOf(done.walletId), 1n)).rejects.toThrow('not what was decided');
  await expect(post(done.unlockId, lot, 1n)).rejects.toThrow('not what was decided');
  expect(await paidBalance(walletId)).toBe(0n);
});

test('a transaction that sees the past, and a batch that is dated back, get round none of it', async () => {
  const admin = await makeAdmin();
  const { unlockId } = await makeUnlock(1n);
  const client = await pool.connect();
  try {
    for (const level of ['REPEATABLE READ', 'SERIALIZABLE']) {
      await client.query(`BEGIN ISOLATION LEVEL ${level}`);
      await expect(
        client.query(`SELECT reverse_unlock($1, 'platform', $2, 'x', NULL)`, [unlockId, admin.userId]),
      ).rejects.toThrow('read committed');
      await client.query('ROLLBACK');
    }
  } finally {
    client.release();
  }
  const batchId = await readFile(admin, 15n);
  await pool.query(`UPDATE gift_batches SET status = 'posting', confirmed_at = '2001-01-01' WHERE id = $1`, [
    batchId,
  ]);
  await expect(
    pool.query(`UPDATE gift_batches SET confirmed_at = '2001-01-01' WHERE id = $1`, [batchId]),
  ).rejects.toThrow('cannot go');
  expect(await used(admin)).toBe(15n * DOLLAR);
  expect((await give(admin, 6n)).status).toBe('pending');
});

test('acts beyond the limit, and a reversal that nobody agreed to, are found by the laws', async () => {
  const harmed = async (table: string, harm: string, mend: string) => {
    const run = async (sql: string) => {
      await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await pool.query(sql);
      await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    };
    await run(harm);
    const found = (await listBrokenLaws()).join('\n');
    await run(mend);
    return found;
  };
  const cut = (by: string) => `UPDATE approval_limits SET limit_micros = limit_micros ${by} 1000`;
  expect(await harmed('approval_limits', cut('/'), cut('*'))).toMatch(/^What one admin does/m);

  const { requestId, requester, unlockId } = await waiting();
  const second = await makeAdmin();
  await approve(second, requestId);
  const undone = (who: bigint) => `UPDATE reversal_requests SET decider_id = ${who} WHERE id = ${requestId}`;
  await pool.query('ALTER TABLE reversal_requests DROP CONSTRAINT reversal_requests_four_eyes_check');
  expect(await harmed('reversal_requests', undone(requester.userId), undone(second.userId))).toMatch(
    /^An unlock that an admin takes back/m,
  );
  const link = (to: string) => `UPDATE unlock_reversals SET request_id = ${to} WHERE unlock_id = ${unlockId}`;
  const found = await harmed('unlock_reversals', link('NULL'), link(String(requestId)));
  expect(found).toMatch(/^An unlock that an admin takes back/m);
  expect(found).toMatch(/^What one admin does/m);
  // Done before the rule began, when no such limit was known.
  const dated = (to: string, at: string) =>
    `UPDATE unlock_reversals SET request_id = ${to}, created_at = ${at} WHERE unlock_id = ${unlockId}`;
  const rule = `(SELECT at FROM limits_since)`;
  const judge = async (at: string) =>
    /^What one admin does/m.test(
      await harmed('unlock_reversals', dated('NULL', at), dated(String(requestId), 'now()')),
    );
  expect(await judge(`${rule} - interval '1 millisecond'`)).toBe(false);
  expect(await judge(rule)).toBe(true);
  await expect(pool.query('DELETE FROM limits_since')).rejects.toThrow('insert-only');
  await expect(pool.query(`INSERT INTO limits_since (at) VALUES (now())`)).rejects.toThrow(
    'limits_since_pkey',
  );
});

test('a request that has run out waits for nobody, and asking again ends it before the job', async () => {
  const { requester, requestId, unlockId } = await waiting();
  const other = await makeAdmin();
  const before = await countWaitingReversals(other.userId);
  await pool.query('ALTER TABLE reversal_requests DISABLE TRIGGER USER');
  await pool.query(`UPDATE reversal_requests SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    requestId,
  ]);
  await pool.query('ALTER TABLE reversal_requests ENABLE TRIGGER USER');
  expect(await listWaitingReversals(unlockId)).toEqual([]);
  expect(await countWaitingReversals(other.userId)).toBe(before - 1);
  await expect(approve(other, requestId)).rejects.toMatchObject({ code: 'request_expired' });
  expect((await reverse(requester, unlockId)).status).toBe('waiting');
  expect((await db.reversalRequest.findUniqueOrThrow({ where: { id: requestId } })).status).toBe('expired');
  expect((await auditOfSubject('unlock', unlockId)).map(({ action }) => action)).toEqual([
    'request_reversal',
    'expire_reversal',
    'request_reversal',
  ]);
  expect(await countWaitingReversals(other.userId)).toBe(before);
  await expect(reverse(other, unlockId)).rejects.toMatchObject({ code: 'already_asked' });
});

test('what waits for an admin leaves out their own unlocks and sales, and what they asked for', async () => {
  const { requester, userId, creatorId } = await waiting();
  const { userId: sellerId } = await db.creator.findUniqueOrThrow({ where: { id: creatorId } });
  const all = await countWaitingReversals(0n);
  const counted = [requester.userId, userId, sellerId, (await makeAdmin()).userId].map(countWaitingReversals);
  expect(await Promise.all(counted)).toEqual([all - 1, all - 1, all - 1, all]);
});

test('somebody else’s request at once is told; another clash is no request', async () => {
  const { requester, unlockId } = await waiting();
  await rejectReversal({
    requestId: (await requestOf(unlockId)).id,
    reason: 'A slip.',
    act: requester.act(),
  });
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO reversal_requests (unlock_id, source, loss_micros, note, requester_id, expires_at)
       VALUES ($1, 'platform', 0, 'x', $2, now() + interval '1 day')`,
      [unlockId, requester.userId],
    );
    const { pid } = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0];
    const asked = reverse(await makeAdmin(), unlockId).catch((error: unknown) => error);
    await expect.poll(() => countBlockedBy(pid)).toBe(1);
    await client.query('COMMIT');
    expect(await asked).toMatchObject({ code: 'already_asked' });
  } finally {
    client.release();
  }
  const fresh = await makeUnlock(30n);
  await pool.query(`
    CREATE FUNCTION clash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'duplicate key value violates unique constraint "another_key"'
        USING ERRCODE = 'unique_violation';
    END $$;
    CREATE TRIGGER clash BEFORE INSERT ON reversal_requests FOR EACH ROW EXECUTE FUNCTION clash()`);
  try {
    await expect(reverse(requester, fresh.unlockId)).rejects.toMatchObject({ code: 'P2002' });
  } finally {
    await pool.query('DROP TRIGGER clash ON reversal_requests; DROP FUNCTION clash()');
  }
});

test('an approval waits for the reader’s lots before it locks the request, as asking does', async () => {
  const { requestId, walletId, priceMicros } = await waiting();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM lots WHERE wallet_id = $1 FOR NO KEY UPDATE', [walletId]);
    const { pid } = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0];
    const approved = approve(await makeAdmin(), requestId);
    await expect.poll(() => countBlockedBy(pid)).toBe(1);
    await client.query('SELECT FROM reversal_requests WHERE id = $1 FOR UPDATE NOWAIT', [requestId]);
    await client.query('COMMIT');
    expect(await approved).toEqual({ amountMicros: priceMicros });
  } finally {
    client.release();
  }
});

test('whether a second admin is needed is shown without a lock', async () => {
  const admin = await makeAdmin();
  expect((await give(admin, 8n)).status).toBe('posted');
  const [small, large] = [await readFile(admin, 12n), await readFile(admin, 13n)];
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [admin.userId]);
    expect([await needsSecondAdmin(small), await needsSecondAdmin(large)]).toEqual([false, true]);
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
});

test('an admin’s own wallet and items are nobody’s to take back', async () => {
  const { unlockId, creatorId } = await makeUnlock(1n);
  const { userId } = await db.creator.findUniqueOrThrow({ where: { id: creatorId } });
  await pool.query(`UPDATE users SET role = 'admin', admin_role = 'owner' WHERE id = $1`, [userId]);
  await openWallet(db, { userId, currency: 'usd' });
  const call = `SELECT status FROM reverse_unlock($1, 'platform', $2, 'x', NULL)`;
  expect((await pool.query(call, [unlockId, userId])).rows).toEqual([{ status: 'own_account' }]);
  await expect(
    pool.query(
      `INSERT INTO reversal_requests (unlock_id, source, loss_micros, note, requester_id, expires_at)
       VALUES ($1, 'platform', 0, 'x', $2, now() + interval '1 day')`,
      [unlockId, userId],
    ),
  ).rejects.toThrow('has a part');
});
