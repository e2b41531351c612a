import { fork } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import type { Part } from './bench.ts';
import { type DashboardTimes, listPages, type PageRun, timePages } from './dashboard-pages.ts';
import type { DashboardRun } from './dashboard-process.ts';
import { quantile } from './measure.ts';
import { CREATORS, ITEMS, PRICE_MICROS, READERS } from './seed.ts';
import { makeCookies, startBuild } from './start-build.ts';

const BIG_CREATOR = 1;
const BIG_ITEMS = 200;
/** One unlock in so many is the big creator's. */
const BIG_SHARE = 5;
const DAYS = 365;
/** The seed's, and as many more of this part's own. */
const ALL_READERS = 100_000;
const ZONES = ['Asia/Seoul', 'America/New_York', 'Asia/Kathmandu', 'Europe/Berlin', 'UTC'];
/** Unlocks that the job finds at once, and a busy minute's that it has not seen. */
const BACKLOG = 100_000;
const TAIL = 5_000;

// The users above the seed's readers are creators.
const WHO = (n: string) => `CASE WHEN ${n} <= ${READERS} THEN ${n} ELSE ${n} + ${CREATORS} END`;

/**
 * Unlocks of a year in the order of time, a fifth of them of one creator with 200 items of their own and
 * 100,000 readers (the others have 10,000), each of these with the view that led to it; one in a hundred
 * taken back; a settlement for every hour. Transfers are left out: no query of the dashboard reads them.
 */
async function seedYear(pool: pg.Pool, unlocks: number, step: (text: string) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      `SET session_replication_role = replica; SET synchronous_commit = off;
        SET maintenance_work_mem = '512MB'`,
    );
    await client.query(`
      INSERT INTO users (id, email) SELECT n + ${CREATORS}, 'more' || n || '@example.com'
        FROM generate_series(${READERS + 1}, ${ALL_READERS}) n;
      INSERT INTO wallets (id, user_id, currency) SELECT n + ${CREATORS}, n + ${CREATORS}, 'usd'
        FROM generate_series(${READERS + 1}, ${ALL_READERS}) n;
      UPDATE creators SET time_zone = ('{${ZONES.join(',')}}'::text[])[1 + (id - 1) % ${ZONES.length}];
      INSERT INTO items (id, creator_id, slug, status, language, topic, title, published_at, updated_at)
        SELECT ${ITEMS} + n, ${BIG_CREATOR}, 'big-' || n, 'published', 'en', 'money',
          'An article of the big creator, number ' || n, now(), now()
        FROM generate_series(1, ${BIG_ITEMS}) n;
      INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros,
        fee_micros, net_micros, created_at)
        SELECT ${BIG_CREATOR}, 'usd', at - interval '1 hour', at, 1, 10, 1, 9, at + interval '1 day'
        FROM generate_series(now() - interval '${DAYS} days', now() - interval '1 day',
      interval '1 hour') at`);
    const rebuildIndexes = await dropIndexes(client);
    const { rows } = await client.query<{ last: string }>('SELECT coalesce(max(id), 0) AS last FROM unlocks');
    const first = Number(rows[0]?.last) + 1;
    // 7919 is prime to ALL_READERS: the pairs of reader and item are all different.
    await client.query(
      `INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at, refunded_at)
       SELECT $1::bigint + n, ${WHO('reader')}, ${WHO('reader')}, item, ${PRICE_MICROS}, at, CASE
         WHEN n % 100 = 0 THEN at + interval '50 minutes' END
       FROM (
         SELECT n, now() - interval '${DAYS} days' * (1 - n::float8 / $2) - interval '1 hour' AS at,
           CASE WHEN n % ${BIG_SHARE} = 0 THEN ${ITEMS} + 1 + k % ${BIG_ITEMS}
             ELSE 1 + n % ${ITEMS} END AS item,
           1 + (CASE WHEN n % ${BIG_SHARE} = 0 THEN k / ${BIG_ITEMS} * 7919 + k % ${BIG_ITEMS} * 13
             ELSE n / ${ITEMS} * 7919 + n % ${ITEMS} * 13 END) % CASE
               WHEN n % ${BIG_SHARE} = 0 THEN ${ALL_READERS} ELSE ${READERS} END AS reader
         FROM (SELECT n::bigint AS n, n::bigint / ${BIG_SHARE} AS k
           FROM generate_series(0, $2::int - 1) n) numbers
       ) pairs`,
      [first, unlocks],
    );
    step('  unlocks');
    await client.query(`
      INSERT INTO item_views (item_id, day, reader_id, source, country, at)
      SELECT item_id, ((created_at - interval '1 minute') AT TIME ZONE 'UTC')::date, reader_id,
        CASE WHEN id % 3 = 0 THEN 'search' WHEN id % 3 = 1 THEN 'home'
          ELSE 'site:host-' || id % 40 || '.example' END,
        chr(65 + (id % 20)::int) || chr(65 + (id % 3)::int), created_at - interval '1 minute'
      FROM unlocks WHERE item_id > ${ITEMS};
      INSERT INTO unlock_refunds (unlock_id, at) SELECT id, refunded_at FROM unlocks
        WHERE refunded_at IS NOT NULL ORDER BY id`);
    step('  views and refunds');
    await client.query(`SELECT setval('unlocks_id_seq', $1)`, [first + unlocks]);
    for (const index of rebuildIndexes) await client.query(index);
    await client.query('VACUUM ANALYZE unlocks, item_views, items, users, wallets, unlock_refunds');
    step('  indexes');
  } finally {
    client.release(true);
  }
}

/** What only slows down a bulk load; returns how to make it again. */
async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      AND tablename IN ('unlocks', 'item_views')
     AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX "${indexname}"`);
  return rows.map(({ indexdef }) => indexdef);
}

/** Further unlocks of the big creator, made now. `from` and `to`: no pair of reader and item comes twice. */
async function unlockNow(pool: pg.Pool, from: number, to: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SET session_replication_role = replica; SET synchronous_commit = off`);
    await client.query(
      `INSERT INTO unlocks (wallet_id, reader_id, item_id, price_micros)
       SELECT ${WHO('r')}, ${WHO('r')}, item, ${PRICE_MICROS}
       FROM (SELECT 1 + (n * 31) % ${ALL_READERS} AS r, CASE
         WHEN n % ${BIG_SHARE} = 0 THEN ${ITEMS} + 1 + n % ${BIG_ITEMS} ELSE 1 + n % ${ITEMS} END AS item
         FROM generate_series($1::int, $2::int - 1) n) s
       ON CONFLICT DO NOTHING`,
      [from, to],
    );
  } finally {
    client.release(true);
  }
}

/** The pages as creators' browsers ask for them, from the production build; null without one. */
async function timeHttp(
  pool: pg.Pool,
  databaseUrl: string,
  run: PageRun,
  quick: boolean,
): Promise<DashboardTimes | null> {
  const app = await startBuild(databaseUrl, quick);
  if (!app) return null;
  try {
    const pages = listPages(run);
    const creators = [...new Set(pages.map(({ creatorId }) => creatorId))];
    const made = await makeCookies(
      pool,
      creators.map((id) => READERS + id),
    );
    const cookies = new Map(creators.map((id, n) => [id, made[n] ?? '']));
    return await timePages(pages, async ({ creatorId, query }) => {
      const answer = await fetch(
        `http://localhost:${app.port}/studio/earnings?${new URLSearchParams(query)}`,
        {
          headers: { cookie: cookies.get(creatorId) ?? '' },
        },
      );
      // An error is a page too, and a quick one.
      if (!answer.ok || !(await answer.text()).includes('data-earned'))
        throw new Error(`the earnings of ${creatorId} answered ${answer.status} without a figure`);
    });
  } finally {
    await app.stop();
  }
}

/** Prints how long the pages took; returns median and 95th percentile of all, in milliseconds. */
function report(step: (text: string) => void, times: DashboardTimes): readonly [number, number] {
  const say = (name: string, all: number[]) => {
    const ms = all.toSorted((a, b) => a - b);
    const [p50, p95] = [quantile(ms, 0.5), quantile(ms, 0.95)];
    step(
      `  ${name.padEnd(18)} ${p50.toFixed(1)} ms at the median, ${p95.toFixed(1)} ms at the 95th percentile`,
    );
    return [p50, p95] as const;
  };
  for (const [name, ms] of Object.entries(times)) say(name, ms);
  return say('all pages', Object.values(times).flat());
}

/** What the earnings page asks the database, after a year of unlocks, some not rolled up. */
export const measureDashboard: Part = async (bench) => {
  // DASHBOARD_UNLOCKS: another size.
  const unlocks = Number(process.env.DASHBOARD_UNLOCKS ?? (bench.quick ? 50_000 : 5_000_000));
  await bench.recreate('dashboard');
  bench.step(`a year of ${unlocks.toLocaleString('en')} unlocks for the dashboard`);
  const url = bench.urlOf('dashboard');
  const pool = new pg.Pool({ connectionString: url });
  const child = fork(join(import.meta.dirname, 'dashboard-process.ts'), {
    env: { ...process.env, DATABASE_URL: url },
    execArgv: [...process.execArgv, '--import', './scripts/lib/allow-server-only.mjs'],
  });
  const ask = (run: DashboardRun) =>
    new Promise<DashboardTimes>((resolve, reject) => {
      child.once('message', (answer: { times?: DashboardTimes; error?: string }) => {
        if (answer.times) resolve(answer.times);
        else reject(new Error(answer.error));
      });
      child.send(run);
    });
  const seconds = ({ fill: [ms = 0] = [] }: DashboardTimes) => ms / 1000;
  try {
    await seedYear(pool, unlocks, bench.step);
    const rebuildSeconds = seconds(await ask({ rebuild: true }));
    bench.step(`all sums of unlocks made in ${rebuildSeconds.toFixed(1)} s`);
    const viewSeconds = seconds(await ask({ rollUp: true }));
    bench.step(`views added in ${viewSeconds.toFixed(1)} s`);
    await unlockNow(pool, 0, BACKLOG);
    const rollUpSeconds = seconds(await ask({ rollUp: true }));
    await pool.query('VACUUM ANALYZE earnings_unlocks, earnings_rollups, earnings_readers, view_rollups');
    await unlockNow(pool, BACKLOG, BACKLOG + TAIL);
    const run = { rounds: bench.quick ? 3 : 15, bigCreator: BIG_CREATOR, bigItem: ITEMS + 1 };
    bench.step('what the page asks the database for');
    const [p50, p95] = report(bench.step, await ask(run));
    bench.step('the whole page over HTTP');
    const whole = await timeHttp(pool, url, run, bench.quick);
    const [httpP50, httpP95] = whole ? report(bench.step, whole) : [null, null];
    return {
      dashboard_unlocks: unlocks,
      dashboard_p50_ms: p50,
      dashboard_p95_ms: p95,
      dashboard_http_p50_ms: httpP50,
      dashboard_http_p95_ms: httpP95,
      dashboard_rebuild_s: rebuildSeconds,
      dashboard_roll_up_per_s: Math.round(BACKLOG / rollUpSeconds),
    };
  } finally {
    child.kill();
    await pool.end();
  }
};
