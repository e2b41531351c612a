import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { toDomainError } from '@/lib/core/to-domain-error';
import { postTopUp } from '@/lib/ground/ledger/post-top-up';
import { listBrokenLaws, makeReader, one } from './ledger/world';

const locks: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of locks.splice(0)) await release();
});

/** Holds a person's row, so that anyone who wants it waits, until the answer is called. */
async function hold(userId: bigint): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [userId]);
  let held = true;
  const release = async () => {
    if (!held) return;
    held = false;
    await client.query('ROLLBACK');
    client.release();
  };
  locks.push(release);
  return release;
}

const stateOf = (userId: bigint) =>
  one<{ name: string | null; status: string }>(
    'SELECT u.name, w.status FROM users u JOIN wallets w ON w.user_id = u.id WHERE u.id = $1',
    [userId],
  );

const UNTOUCHED = { name: null, status: 'active' };

/** One call that Prisma sends as several statements: the person first, then the wallet. */
const renameAndFreeze = (userId: bigint) => ({
  where: { id: userId },
  data: { name: 'late', wallets: { updateMany: { where: {}, data: { status: 'frozen' as const } } } },
});

test('what a call sends after its transaction ran out of time is not committed alone', async () => {
  const { userId } = await makeReader(10_000n);
  const release = await hold(userId);
  const late = db.$transaction((tx) => tx.user.update(renameAndFreeze(userId)), { timeout: 200 });
  const outcome = Promise.allSettled([late]);
  await sleep(500);
  await release();
  const [settled] = await outcome;
  expect(settled.status).toBe('rejected');
  expect(toDomainError((settled as PromiseRejectedResult).reason)).toMatchObject({ code: 'busy' });
  await sleep(100);
  expect(await stateOf(userId)).toEqual(UNTOUCHED);
});

test('nor what a list of calls sends after its five seconds', async () => {
  const { userId } = await makeReader(10_000n);
  const release = await hold(userId);
  const outcome = Promise.allSettled([
    db.$transaction([db.user.update(renameAndFreeze(userId)), db.wallet.count()]),
  ]);
  await sleep(5_500);
  await release();
  expect(await outcome).toMatchObject([{ status: 'rejected' }]);
  await sleep(100);
  expect(await stateOf(userId)).toEqual(UNTOUCHED);
});

test('wherever a stalled event loop holds a statement back, all of a transaction or none', async () => {
  for (let turns = 0; turns < 16; turns += 1) {
    const { userId, walletId } = await makeReader();
    const paid = db.$transaction(
      async (tx) => {
        await tx.user.update(renameAndFreeze(userId));
        const topUp = await tx.topUp.create({
          data: {
            walletId,
            requestKey: crypto.randomUUID(),
            amountMicros: 10_000n,
            status: 'paid',
            paidAt: new Date(),
            expiresAt: new Date(),
          },
        });
        await postTopUp(tx, { topUpId: topUp.id, walletId, amountMicros: 10_000n });
      },
      { timeout: 60 },
    );
    const outcome = Promise.allSettled([paid]);
    for (let k = 0; k < turns * 2; k += 1) await turn();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
    const [{ status }] = await outcome;
    await sleep(20);
    const topUps = await db.topUp.count({ where: { walletId } });
    const state = { ...(await stateOf(userId)), topUps };
    const whole = { name: 'late', status: 'frozen', topUps: 1 };
    expect(state, `after ${turns * 2} turns`).toEqual(
      status === 'fulfilled' ? whole : { ...UNTOUCHED, topUps: 0 },
    );
  }
  expect(await listBrokenLaws()).toEqual([]);
});

test('a connection that comes back within a transaction is used by nobody again', async () => {
  const client = await pool.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  await client.query('BEGIN');
  client.release();
  await expect
    .poll(() => one('SELECT count(*)::int AS n FROM pg_stat_activity WHERE pid = $1', [rows[0].pid]))
    .toEqual({ n: 0 });
  expect(await one('SELECT count(*)::int AS n FROM pg_locks WHERE pid = $1', [rows[0].pid])).toEqual({
    n: 0,
  });
});

test('the database ends a transaction in which nothing happens any more', async () => {
  expect(await one('SHOW idle_in_transaction_session_timeout')).toEqual({
    idle_in_transaction_session_timeout: '1min',
  });
});
