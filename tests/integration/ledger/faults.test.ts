import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { spend } from '@/lib/ground/ledger/spend';
import type { SpendResult } from '@/lib/ground/ledger/types';
import { listBrokenLaws, makeCreator, makeItem, makeReader, one } from './world';

const creator = await makeCreator();

afterEach(async () => {
  await pool.query('DROP TRIGGER IF EXISTS fault ON unlocks; DROP FUNCTION IF EXISTS fault');
});

/** Makes PostgreSQL fail inside the batch, as a real fault: at unlocks that `condition` names. */
async function breakUnlocks(condition: string, sqlState: string): Promise<void> {
  await pool.query(`
    CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fault'
      USING ERRCODE = '${sqlState}'; END $$;
    CREATE TRIGGER fault BEFORE INSERT ON unlocks FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION fault()`);
}

async function crowd(size: number) {
  // A few at a time: Prisma gives up on transactions that wait long for a connection, and a busy machine is
  // no fault.
  const readers: Awaited<ReturnType<typeof makeReader>>[] = [];
  while (readers.length < size)
    readers.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(10, size - readers.length) }, () => makeReader(10_000n)),
      )),
    );
  const itemId = await makeItem(creator, 1_000n);
  return {
    readers,
    itemId,
    requests: readers.map(({ walletId }) => ({ walletId, itemId, seenPriceMicros: 1_000n })),
  };
}

test('a request that the database chokes on fails alone; its neighbours in the batch succeed', async () => {
  const { requests } = await crowd(40);
  const poisoned = requests[17]?.walletId ?? 0n;
  await breakUnlocks(`NEW.wallet_id = ${poisoned}`, '23514');
  const results = await Promise.allSettled(requests.map(spend));
  for (const [k, result] of results.entries()) {
    if (k === 17) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
    else
      expect(result).toMatchObject({
        status: 'fulfilled',
        value: { status: 'unlocked', balanceMicros: 9_000n },
      });
  }
});

test('a full disk fails each caller with busy, leaves nothing half written, and passes', async () => {
  const { requests, itemId } = await crowd(40);
  await breakUnlocks('true', '53100');
  for (const result of await Promise.allSettled(requests.map(spend)))
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'busy' } });
  expect(await one('SELECT count(*)::int AS n FROM unlocks WHERE item_id = $1', [itemId])).toEqual({ n: 0 });
  expect(await listBrokenLaws()).toEqual([]);
  await pool.query('DROP TRIGGER fault ON unlocks');
  for (const result of await Promise.all(requests.map(spend))) expect(result.status).toBe('unlocked');
});

test('a conflict that passes is tried again, unseen by the caller', async () => {
  const { requests } = await crowd(3);
  await pool.query('CREATE SEQUENCE IF NOT EXISTS conflicts');
  await pool.query(`SELECT setval('conflicts', 1)`);
  // Sequences do not roll back: the first two tries fail.
  await breakUnlocks(`nextval('conflicts') <= 3`, '40001');
  for (const result of await Promise.all(requests.map(spend))) expect(result.status).toBe('unlocked');
});

test('connections cut in mid-batch: every caller gets an answer, and every answer is true', async () => {
  const { requests, itemId } = await crowd(300);
  let cutting = true;
  let cuts = 0;
  // A connection of its own: the pool may hand out one that was told to end and has not noticed yet.
  const outside = new pg.Client({ connectionString: env.DATABASE_URL });
  await outside.connect();
  const cutter = (async () => {
    while (cutting) {
      const killed = await outside.query(
        `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%FROM spend(%'
           AND state = 'active'`,
      );
      cuts += killed.rows[0].n;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  })();
  const answers: PromiseSettledResult<SpendResult>[] = [];
  // At least ten rounds, and on until a connection was cut while it worked.
  for (let round = 0; round < 10 || (cuts === 0 && round < 1_000); round++)
    answers.push(...(await Promise.allSettled(requests.map(spend))));
  cutting = false;
  await cutter;
  await outside.end();
  // Whatever connection is doomed says so now.
  await Promise.allSettled(Array.from({ length: 50 }, () => pool.query('SELECT 1')));
  expect(cuts).toBeGreaterThan(0);
  const owned = new Map(
    (
      await pool.query<{ wallet_id: string; id: string }>(
        'SELECT wallet_id, id FROM unlocks WHERE item_id = $1',
        [itemId],
      )
    ).rows.map((row) => [row.wallet_id, row.id]),
  );
  for (const [k, answer] of answers.entries()) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'busy' });
    else if ('unlockId' in answer.value)
      expect(owned.get(String(requests[k % 300]?.walletId))).toBe(String(answer.value.unlockId));
    else throw new Error(answer.value.status);
  }
  expect(await listBrokenLaws()).toEqual([]);
}, 60_000);
