import type { Pool, PoolClient } from 'pg';

// pgbench's own tables and statements, at a scale at which its branches do not get in each other's way.
const SCALE = 20;
const ACCOUNTS_PER_BRANCH = 20_000;

/** TPC-B's tables with pgbench's columns and fill. */
export async function prepareTpcb(pool: Pool): Promise<void> {
  await pool.query(
    `
    CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor =
      100);
    CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));
    CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));
    CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    INSERT INTO pgbench_branches SELECT n, 0, '' FROM generate_series(1, ${SCALE}) n;
    INSERT INTO pgbench_tellers SELECT n, 1 + (n - 1) / 10, 0, '' FROM generate_series(1, ${SCALE * 10}) n;
    INSERT INTO pgbench_accounts SELECT n, 1 + (n - 1) / ${ACCOUNTS_PER_BRANCH}, 0, ''
      FROM generate_series(1, ${SCALE * ACCOUNTS_PER_BRANCH}) n;
    VACUUM ANALYZE pgbench_branches, pgbench_tellers, pgbench_accounts`.replace(/VACUUM.*$/s, ''),
  );
  await pool.query('VACUUM ANALYZE pgbench_accounts');
}

const STATEMENTS = {
  account: 'UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2',
  read: 'SELECT abalance FROM pgbench_accounts WHERE aid = $1',
  teller: 'UPDATE pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2',
  branch: 'UPDATE pgbench_branches SET bbalance = bbalance + $1 WHERE bid = $2',
  history:
    'INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)',
};

const random = (max: number) => 1 + Math.floor(Math.random() * max);

/** The five statements in one transaction, each prepared on its connection. */
export async function tpcb(pool: Pool): Promise<void> {
  const client = await pool.connect();
  const run = (c: PoolClient, name: keyof typeof STATEMENTS, values: number[]) =>
    c.query({ name, text: STATEMENTS[name], values });
  try {
    const aid = random(SCALE * ACCOUNTS_PER_BRANCH);
    const tid = random(SCALE * 10);
    const bid = random(SCALE);
    const delta = random(10_000) - 5_000;
    await client.query('BEGIN');
    await run(client, 'account', [delta, aid]);
    await run(client, 'read', [aid]);
    await run(client, 'teller', [delta, tid]);
    await run(client, 'branch', [delta, bid]);
    await run(client, 'history', [tid, bid, aid, delta]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
