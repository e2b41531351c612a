import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { approveBatch, confirmBatch, rejectBatch } from '@/lib/desks/backoffice/gifts/decide-batch';
import { postBatches } from '@/lib/desks/backoffice/gifts/post-batches';
import { getBatch, listLines, streamLines } from '@/lib/desks/backoffice/gifts/queries';
import { BATCH_LINES, readBatch } from '@/lib/desks/backoffice/gifts/read-batch';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { auditOfSubject, DOLLAR, makeAdmin, makeReader } from './world';

type Admin = Awaited<ReturnType<typeof makeAdmin>>;

const read = (
  admin: Admin,
  text: string | (() => Iterable<string>),
  requestKey = randomUUID(),
  byteCount?: number,
) => {
  const parts = () => (typeof text === 'string' ? [text] : text());
  let bytes = 0;
  for (const part of parts()) bytes += Buffer.byteLength(part);
  const content = Readable.toWeb(Readable.from(bytesOf(parts()))) as WebStream<Uint8Array>;
  return readBatch(
    { requestKey, fileName: 'gifts.csv', content, byteCount: byteCount ?? bytes },
    admin.act(),
  );
};

function* bytesOf(parts: Iterable<string>): Generator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

const confirm = (admin: Admin, batchId: bigint) =>
  confirmBatch({ batchId, note: 'For the opening.' }, admin.act());
const giftsOf = async (walletId: bigint) => (await getWalletBalance(walletId)).giftMicros;
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

test('a last day ends where its reader is', async () => {
  const admin = await makeAdmin();
  const [there, here] = [await makeReader(), await makeReader()];
  await db.user.update({ where: { email: there.email }, data: { timeZone: 'America/Los_Angeles' } });
  const id = await read(admin, `${there.email},1,2031-02-25\n${here.email},1,2031-02-25\n${here.email},2`);
  const lines = await db.giftBatchLine.findMany({ where: { batchId: id }, orderBy: { line: 'asc' } });
  expect(lines.map(({ giftExpiresAt }) => giftExpiresAt?.toISOString())).toEqual([
    '2031-02-26T07:59:59.000Z',
    '2031-02-25T23:59:59.000Z',
    undefined,
  ]);
});

test('a dry run lists every line and its problem, and gives nothing', async () => {
  const admin = await makeAdmin();
  const [a, b] = [await makeReader(), await makeReader()];
  const { email: own } = await db.user.findUniqueOrThrow({ where: { id: admin.userId } });
  const id = await read(
    admin,
    [
      '\uFEFFemail,amount,expires',
      `${a.email.toUpperCase()},1.50,${tomorrow}`,
      `${b.email},3.5¢`,
      `${a.email},1`,
      'nobody@nowhere.test,1',
      'not an address,1',
      `${b.email},-1`,
      `${b.email},1e3`,
      `${b.email},1,2001-01-01`,
      `${b.email},1,2031-02-30`,
      `${b.email},999999999`,
      `${own},1`,
      'alone',
      '',
      `"${b.email}",1,${tomorrow},more`,
      `${b.email},"0,500"`,
      `${b.email},"1,000"`,
      `${b.email},"３，５"`,
      `${b.email},,${tomorrow}`,
    ].join('\r\n'),
  );
  const lines = await listLines(id, { problemsOnly: false, after: 0 });
  expect(lines.map(({ line, problem }) => [line, problem])).toEqual([
    [2, null],
    [3, null],
    [4, 'duplicate'],
    [5, 'email_unknown'],
    [6, 'email_invalid'],
    [7, 'amount_not_positive'],
    [8, 'amount_unreadable'],
    [9, 'expiry_past'],
    [10, 'expiry_invalid'],
    [11, 'amount_large'],
    [12, 'own_account'],
    [13, 'columns'],
    [15, 'columns'],
    [16, 'amount_comma'],
    [17, 'amount_comma'],
    [18, 'amount_comma'],
    [19, 'amount_missing'],
  ]);
  expect(await getBatch(id)).toMatchObject({
    status: 'checked',
    lineCount: 17,
    goodCount: 2,
    goodMicros: 1_535_000n,
    given: 0,
  });
  expect(await postBatches()).toBe(0);
  expect(await giftsOf(a.walletId)).toBe(0n);
});

test('one yes, and the good lines are given once, however often and wherever the job runs', async () => {
  const admin = await makeAdmin();
  const readers = await Promise.all(Array.from({ length: 6 }, () => makeReader()));
  const key = randomUUID();
  const text = readers.map(({ email }) => `${email},2,${tomorrow}`).join('\n');
  const id = await read(admin, text, key);
  expect(await read(admin, text, key)).toBe(id);
  expect(await confirm(admin, id)).toBe('posting');
  expect(await confirm(admin, id)).toBe('posting');
  await Promise.all([postBatches(), postBatches(), postBatches()]);
  await postBatches();
  for (const { walletId } of readers) expect(await giftsOf(walletId)).toBe(2n * DOLLAR);
  expect(await getBatch(id)).toMatchObject({ status: 'done', given: 6 });
  expect((await auditOfSubject('gift_batch', id)).map(({ action }) => action)).toEqual([
    'read_gift_batch',
    'post_gift_batch',
    'finish_gift_batch',
  ]);
  await expect(confirm(admin, id)).rejects.toMatchObject({ code: 'already_decided' });
});

test('killed in the middle, the next run gives the rest', async () => {
  const admin = await makeAdmin();
  const readers = await Promise.all(Array.from({ length: 5 }, () => makeReader()));
  const id = await read(admin, readers.map(({ email }) => `${email},1`).join('\n'));
  await confirm(admin, id);
  // Two lines were committed, the next part was under way when the process died.
  await pool.query('SELECT post_gift_lines($1, 2)', [id]);
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT post_gift_lines($1, 2)', [id]);
  await client.query('ROLLBACK');
  client.release();
  expect((await getBatch(id))?.given).toBe(2);
  expect(await postBatches()).toBe(3);
  for (const { walletId } of readers) expect(await giftsOf(walletId)).toBe(DOLLAR);
});

test('the same file twice at once is one batch; its key stands for no other file', async () => {
  const admin = await makeAdmin();
  const { email } = await makeReader();
  const requestKey = randomUUID();
  const ids = await Promise.all([1, 2, 3].map(() => read(admin, `${email},1`, requestKey)));
  expect(new Set(ids).size).toBe(1);
  const lines = () => db.giftBatchLine.count({ where: { batchId: ids[0] } });
  expect(await lines()).toBe(1);
  const content = new Blob([]).stream() as WebStream<Uint8Array>;
  const other = { requestKey, fileName: 'others.csv', content, byteCount: 0 };
  await expect(readBatch(other, admin.act())).rejects.toMatchObject({ code: 'invalid_input' });
});

test('above the limit a second admin agrees: not the same, nor one who would receive', async () => {
  const admin = await makeAdmin();
  const readers = await Promise.all(Array.from({ length: 3 }, () => makeReader()));
  const recipient = await makeAdmin();
  const { email } = await db.user.findUniqueOrThrow({ where: { id: recipient.userId } });
  const id = await read(
    admin,
    [...readers.map((reader) => reader.email), email].map((one) => `${one},9`).join('\n'),
  );
  expect(await confirm(admin, id)).toBe('waiting');
  expect(await postBatches()).toBe(0);
  await expect(approveBatch(id, admin.act())).rejects.toMatchObject({ code: 'second_admin_needed' });
  await expect(approveBatch(id, recipient.act())).rejects.toMatchObject({ code: 'own_account' });
  // By hand, too.
  const set = (text: string) => pool.query(`UPDATE gift_batches SET ${text} WHERE id = ${id}`);
  await expect(set(`status = 'posting'`)).rejects.toThrow('may not approve');
  await expect(set(`status = 'posting', decider_id = ${admin.userId}`)).rejects.toThrow('four_eyes');
  await expect(set(`status = 'posting', decider_id = ${readers[0]?.userId}`)).rejects.toThrow(
    'may not approve',
  );
  await expect(set(`good_micros = 1`)).rejects.toThrow('cannot go');
  await expect(
    pool.query(`UPDATE gift_batch_lines SET amount_micros = 1 WHERE batch_id = ${id}`),
  ).rejects.toThrow('never changes');
  await expect(
    pool.query(
      `INSERT INTO gift_batch_lines (batch_id, line, email, amount, expires, user_id, amount_micros)
        VALUES ($1, 99, 'x', '1', '', $2, 5)`,
      [id, readers[0]?.userId],
    ),
  ).rejects.toThrow('never changes');
  const walletId = readers[0]?.walletId ?? 0n;
  await expect(
    grantPromotion(db, { walletId, amountMicros: 9n * DOLLAR, grantKey: `batch:${id}:1`, expiresAt: null }),
  ).rejects.toThrow('no such line');

  const seconds = await Promise.all([makeAdmin(), makeAdmin('owner')]);
  const answers = await Promise.allSettled(seconds.map((second) => approveBatch(id, second.act())));
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'already_decided' },
  });
  expect(await postBatches()).toBe(4);
});

test('several batches of one admin within a day count together against the limit', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  const [first, second, third] = [
    await read(admin, `${reader.email},15`),
    await read(admin, `${reader.email},5`),
    await read(admin, `${reader.email},0.01`),
  ];
  expect(await confirm(admin, first)).toBe('posting');
  expect(await confirm(admin, second)).toBe('posting');
  expect(await confirm(admin, third)).toBe('waiting');
  // By hand, too, and of two at once one waits.
  await expect(pool.query(`UPDATE gift_batches SET status = 'posting' WHERE id = ${third}`)).rejects.toThrow(
    'may not approve',
  );
  const other = await makeAdmin();
  const pair = [await read(other, `${reader.email},15.01`), await read(other, `${reader.email},15.02`)];
  expect((await Promise.all(pair.map((id) => confirm(other, id)))).sort()).toEqual(['posting', 'waiting']);
});

test('a batch is rejected or withdrawn, and one admin cannot say yes for another who read it', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  const id = await read(admin, `${reader.email},1`);
  const other = await makeAdmin();
  await expect(confirm(other, id)).rejects.toMatchObject({ code: 'not_found' });
  await rejectBatch({ batchId: id, note: 'Wrong list.' }, other.act());
  await expect(confirm(admin, id)).rejects.toMatchObject({ code: 'already_decided' });
  const none = await read(admin, 'nobody@nowhere.test,1');
  await expect(confirm(admin, none)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('what is no CSV fails as a whole, and is on record', async () => {
  const admin = await makeAdmin();
  await expect(read(admin, `a@b.test,${'x'.repeat(10_000)}`)).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(await db.giftBatch.count({ where: { requesterId: admin.userId, status: 'failed' } })).toBe(1);
  // Cut off on the way.
  await expect(read(admin, 'a@b.test,1', randomUUID(), 9_999)).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const support = await makeAdmin('support');
  await expect(read(support, 'a@b.test,1')).rejects.toThrow('may not give');
});

test('100,000 lines with bad ones among them are read in bounded memory', { timeout: 120_000 }, async () => {
  const admin = await makeAdmin();
  await pool.query(
    `INSERT INTO users (email) SELECT 'many' || i || '@crowd.test' FROM generate_series(1, 20000) i`,
  );
  function* lines() {
    for (let part = 0; part < 100; part += 1) {
      const rows = Array.from({ length: 1000 }, (_, n) => {
        const i = part * 1000 + n;
        if (i % 10 === 0) return `many${i}@crowd.test,oops`;
        return `many${(i % 40_000) + 1}@crowd.test,0.01,${tomorrow}`;
      });
      yield `${rows.join('\n')}\n`;
    }
  }
  // What is kept, not what the collector has not come to yet.
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const kept = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = kept();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, kept());
  }, 300);
  const id = await read(admin, lines);
  clearInterval(watch);
  // A few batches of lines; 100,000 of them kept as objects would be several times as much.
  expect(peak - before).toBeLessThan(50 * 1024 * 1024);
  const batch = await getBatch(id);
  expect(batch).toMatchObject({ status: 'checked', lineCount: 100_000 });
  const counts = new Map(batch?.problems.map(({ problem, count }) => [problem, count]));
  expect(counts.get('amount_unreadable')).toBe(10_000);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0) + (batch?.goodCount ?? 0);
  expect(total).toBe(100_000);
  expect(batch?.goodCount).toBeGreaterThan(15_000);
  let streamed = 0;
  for await (const line of streamLines(id)) streamed += line.line > 0 ? 1 : 0;
  expect(streamed).toBe(100_000);
  expect(BATCH_LINES).toBeGreaterThan(100_000);
});

const again = (admin: Admin, batchId: bigint, repeatsId: bigint | null) =>
  confirmBatch({ batchId, note: 'The same, and meant.', repeatsId }, admin.act());
const repeats = (batchId: bigint) => ({ code: 'gifts_repeat', details: { number: String(batchId) } });

test('the same gifts from a second file are given only once somebody says that they are meant', async () => {
  const [admin, colleague] = [await makeAdmin(), await makeAdmin()];
  const [a, b] = [await makeReader(), await makeReader()];
  const first = await read(admin, `email,amount\n${a.email},1.50\n${b.email},2\n`);
  // Another order, other line ends, other spellings of the same amounts.
  const second = await read(colleague, `\ufeff"${b.email.toUpperCase()}","$2.00"\r\n${a.email},150¢\r\n\r\n`);
  const other = await read(admin, `${a.email},1.50\n${b.email},2.01\n`);
  // Nothing was agreed to yet, so there is nothing to repeat.
  expect((await getBatch(second))?.repeated).toBeNull();
  await confirm(admin, first);
  await postBatches();
  expect(await getBatch(second)).toMatchObject({ status: 'checked', repeated: first });
  await expect(confirm(colleague, second)).rejects.toMatchObject(repeats(first));
  await expect(again(colleague, second, other)).rejects.toMatchObject(repeats(first));
  expect(await again(colleague, second, first)).toBe('posting');
  await postBatches();
  expect(await giftsOf(a.walletId)).toBe(3_000_000n);
  expect(await getBatch(second)).toMatchObject({ status: 'done', repeatsId: first, repeated: first });
  const audit = await db.auditEntry.findFirst({
    where: { action: 'post_gift_batch', subjectId: String(second) },
  });
  expect(audit?.after).toMatchObject({ repeats: String(first) });
  // A third time names the latest.
  const third = await read(admin, `${a.email},1.5\n${b.email},2\n`);
  await expect(again(admin, third, first)).rejects.toMatchObject(repeats(second));
  expect(await confirm(admin, other)).toBe('posting');
});

test('of two equal files that are confirmed at once one is given', async () => {
  const reader = await makeReader();
  const admins = [await makeAdmin(), await makeAdmin()];
  const ids = await Promise.all(admins.map((admin) => read(admin, `${reader.email},1\n`)));
  const results = await Promise.allSettled(admins.map((admin, index) => confirm(admin, ids[index] ?? 0n)));
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await postBatches();
  expect(await giftsOf(reader.walletId)).toBe(1_000_000n);
});

test('the database itself refuses a repeated file that nobody has said is meant', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader();
  const ids = [await read(admin, `${reader.email},1`), await read(admin, `${reader.email},1.00`)];
  await confirm(admin, ids[0] ?? 0n);
  await expect(
    pool.query(`UPDATE gift_batches SET status = 'waiting', note = 'x' WHERE id = $1`, [ids[1]]),
  ).rejects.toThrow('says the same as batch');
});
