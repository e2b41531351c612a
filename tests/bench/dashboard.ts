import { fork } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import type { Part } from './bench.ts';
import type { DashboardRun } from './dashboard-process.ts';
import { quantile } from './measure.ts';
import { ITEMS, PRICE_MICROS, READERS } from './seed.ts';

const BIG_CREATOR = 1;
const BIG_ITEMS = 200;
/** One unlock in so many is the big creator's. */
const BIG_SHARE = 5;
const DAYS = 365;

/**
 * Unlocks of a year in the order of time, a fifth of them of one creator with 200 items of their own, each with the view that
 * led to it; a settlement for every hour. Transfers are left out: no query of the dashboard reads them.
 */
async function seedYear(pool: pg.Pool, unlocks: number, step: (text: string) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(`
      INSERT INTO items (id, creator_id, slug, status, language, topic, title, published_at, updated_at)
        SELECT ${ITEMS} + n, ${BIG_CREATOR}, 'big-' || n, 'published', 'en', 'money', 'An article of the big creator, number ' || n, now(), now()
        FROM generate_series(1, ${BIG_ITEMS}) n;
      INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros, fee_micros, net_micros, created_at)
        SELECT ${BIG_CREATOR}, 'usd', at - interval '1 hour', at, 1, 10, 1, 9, at + interval '1 day'
        FROM generate_series(now() - interval '${DAYS} days', now() - interval '1 day', interval '1 hour') at`);
    const { rows } = await client.query<{ last: string }>('SELECT coalesce(max(id), 0) AS last FROM unlocks');
    const first = Number(rows[0]?.last) + 1;
    const batch = 250_000;
    for (let from = 0; from < unlocks; from += batch) {
      const to = Math.min(from + batch, unlocks);
      // 7919 is prime to READERS: the pairs of reader and item are all different.
      await client.query(
        `WITH made AS (
           INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at)
           SELECT $1::bigint + n, reader, reader, item, ${PRICE_MICROS}, now() - interval '${DAYS} days' * (1 - n::float8 / $2)
           FROM (
             SELECT n, CASE WHEN n % ${BIG_SHARE} = 0 THEN ${ITEMS} + 1 + k % ${BIG_ITEMS} ELSE 1 + n % ${ITEMS} END AS item,
               1 + (CASE WHEN n % ${BIG_SHARE} = 0 THEN k / ${BIG_ITEMS} * 7919 + k % ${BIG_ITEMS} * 13
                 ELSE n / ${ITEMS} * 7919 + n % ${ITEMS} * 13 END) % ${READERS} AS reader
             FROM (SELECT n::bigint AS n, n::bigint / ${BIG_SHARE} AS k FROM generate_series($3::int, $4::int) n) numbers
           ) pairs
           RETURNING id, reader_id, item_id, created_at
         )
         INSERT INTO item_views (item_id, day, reader_id, source, country, at)
         SELECT item_id, ((created_at - interval '1 minute') AT TIME ZONE 'UTC')::date, reader_id,
           CASE WHEN id % 3 = 0 THEN 'search' WHEN id % 3 = 1 THEN 'home' ELSE 'site:host-' || id % 40 || '.example' END,
           chr(65 + (id % 20)::int) || chr(65 + (id % 3)::int), created_at - interval '1 minute'
         FROM made WHERE item_id > ${ITEMS} ON CONFLICT DO NOTHING`,
        [first, unlocks, from, to - 1],
      );
      if (to % 1_000_000 === 0 || to === unlocks) step(`  ${to.toLocaleString('en')}`);
    }
    await client.query(`SELECT setval('unlocks_id_seq', $1)`, [first + unlocks]);
    await client.query('RESET session_replication_role');
    await client.query('VACUUM ANALYZE unlocks, item_views, items');
  } finally {
    client.release();
  }
}

/** What the page of earnings asks the database for, with a year of unlocks behind it and some that are not rolled up. */
export const measureDashboard: Part = async (bench) => {
  // Rolling up 5 million takes a quarter of an hour: only when this part is asked for by name. DASHBOARD_UNLOCKS: another size.
  const full = process.argv.includes('dashboard') ? 5_000_000 : 1_000_000;
  const unlocks = Number(process.env.DASHBOARD_UNLOCKS ?? (bench.quick ? 50_000 : full));
  await bench.recreate('dashboard');
  bench.step(`a year of ${unlocks.toLocaleString('en')} unlocks for the dashboard`);
  const url = bench.urlOf('dashboard');
  const pool = new pg.Pool({ connectionString: url });
  const child = fork(join(import.meta.dirname, 'dashboard-process.ts'), {
    env: { ...process.env, DATABASE_URL: url },
    execArgv: [...process.execArgv, '--import', './scripts/lib/allow-server-only.mjs'],
  });
  const ask = (run: DashboardRun) =>
    new Promise<number[]>((resolve, reject) => {
      child.once('message', (answer: { ms?: number[]; error?: string }) => {
        if (answer.ms) resolve(answer.ms);
        else reject(new Error(answer.error));
      });
      child.send(run);
    });
  try {
    await seedYear(pool, unlocks, bench.step);
    const [rollUpMs = 0] = await ask({ rollUp: true });
    bench.step(`rolled up at ${Math.round(unlocks / (rollUpMs / 1000)).toLocaleString('en')} unlocks/s`);
    await pool.query('VACUUM ANALYZE earnings_unlocks, earnings_rollups, earnings_readers, view_rollups');
    // A busy minute that the job has not seen yet.
    await pool.query(
      `SET session_replication_role = replica;
       INSERT INTO unlocks (wallet_id, reader_id, item_id, price_micros)
       SELECT 1 + n % ${READERS}, 1 + n % ${READERS}, ${ITEMS} + 1 + n % ${BIG_ITEMS}, ${PRICE_MICROS}
       FROM generate_series(1, 5000) n ON CONFLICT DO NOTHING;
       RESET session_replication_role`,
    );
    const pages = bench.quick ? 60 : 400;
    const ms = await ask({ pages, bigCreator: BIG_CREATOR, bigItem: ITEMS + 1 });
    const figures = {
      dashboard_unlocks: unlocks,
      dashboard_p50_ms: quantile(ms, 0.5),
      dashboard_p95_ms: quantile(ms, 0.95),
      dashboard_roll_up_per_s: Math.round(unlocks / (rollUpMs / 1000)),
    };
    bench.step(
      `the page's data: ${figures.dashboard_p50_ms.toFixed(1)} ms at the median, ${figures.dashboard_p95_ms.toFixed(1)} ms at the 95th percentile`,
    );
    return figures;
  } finally {
    child.kill();
    await pool.end();
  }
};
