import { Agent, request } from 'node:http';
import type { Pool } from 'pg';
import { TOPICS } from '../../lib/rooms/catalog/topics.ts';
import type { Figures, Part } from './bench.ts';
import { ratePerSecond } from './measure.ts';
import { makeCookies, startBuild } from './start-build.ts';

const CONNECTIONS = 16;
const READERS = 64;
const ITEM = 1;
const FEATHER = 'The *third* coin weighs what [two wrens](/topics/money) weigh, **give or take** a feather. ';
/** About 900 words behind the cut. */
const BODY = Array.from(
  { length: 12 },
  (_, n) => `## Part ${n + 1}\n\n${FEATHER.repeat(5)}\n\n- one\n- two\n- three`,
).join('\n\n');

/** What the ledger's benchmarks don't need: a front page with topics, one text readers own. */
async function furnish(pool: Pool): Promise<void> {
  await pool.query(
    `UPDATE items SET topic = ($1::text[])[1 + id % cardinality($1::text[])], featured_at = CASE
      WHEN id <= 2 THEN now() END WHERE id <= 60`,
    [[...TOPICS]],
  );
  await pool.query(`INSERT INTO item_bodies (item_id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    ITEM,
    BODY,
  ]);
  const { spend } = await import('../../lib/ground/ledger/spend.ts');
  const { PRICE_MICROS } = await import('./seed.ts');
  for (let walletId = 1; walletId <= READERS; walletId += 1)
    await spend({ walletId: BigInt(walletId), itemId: BigInt(ITEM), seenPriceMicros: PRICE_MICROS });
}

/** Whole pages of the production build beside a route that does nothing, gzipped, each by another visitor. */
export const measurePages: Part = async (bench): Promise<Figures> => {
  const { pool, quick, rounds, sample, step } = bench;
  step('pages of the production build');
  await furnish(pool);
  const app = await startBuild(bench.urlOf('contest'), quick);
  if (!app) {
    step('  no build at hand: left out of a quick run');
    return {};
  }
  const cookies = await makeCookies(
    pool,
    Array.from({ length: READERS }, (_, n) => n + 1),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let visitor = 0;
  const load = (path: string, cookie?: string) =>
    new Promise<void>((resolve, reject) => {
      visitor += 1;
      const headers = {
        accept: 'text/html',
        'accept-encoding': 'gzip',
        'user-agent': `Mozilla/5.0 (X11; Linux x86_64) Visitor/${visitor}`,
        ...(cookie ? { cookie } : {}),
      };
      const asked = request({ port: app.port, host: '127.0.0.1', path, agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`${path} answered ${answer.statusCode}`));
        });
      });
      asked.on('error', reject);
      asked.end();
    });
  const contenders: [name: string, count: number, run: (k: number) => Promise<void>][] = [
    ['page_noop_per_s', 2_000, () => load('/api/ping')],
    ['page_home_per_s', 4_000, () => load('/')],
    ['page_article_per_s', 4_000, () => load(`/read/item-${ITEM}`)],
    ['page_topic_per_s', 4_000, () => load('/topics/money')],
    ['page_owned_article_per_s', 200, (k) => load(`/read/item-${ITEM}`, cookies[k % READERS])],
  ];
  try {
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, count, run] of contenders) {
        const measure = () => ratePerSecond(CONNECTIONS, quick ? Math.ceil(count / 8) : count, run);
        // The first round warms up.
        if (round === 0) await measure();
        else await sample(name, measure);
      }
  } finally {
    agent.destroy();
    await app.stop();
  }
  return {};
};
