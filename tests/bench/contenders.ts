import type { Bench, Part } from './bench.ts';
import { bulkInsert, prepareBulk } from './bulk-insert.ts';
import { ledgerBytes, unlock } from './engine.ts';
import { latenciesMs, quantile, ratePerSecond } from './measure.ts';
import { unlockWithPrisma } from './prisma-interactive.ts';
import { READERS } from './seed.ts';
import { prepareTpcb, tpcb } from './tpcb.ts';

const BULK_BATCH = 512;

function insertAll({ pool, unlocks }: Bench, lanes: number): () => Promise<number> {
  const batches = Math.ceil((2 * unlocks) / BULK_BATCH);
  return async () => BULK_BATCH * (await ratePerSecond(lanes, batches, () => bulkInsert(pool, BULK_BATCH)));
}

/** The engine's shapes and its rivals. They take turns, so a busy minute of the machine hits all. */
export const measureContenders: Part = async (bench) => {
  const { pool, quick, requests, sample, unlocks } = bench;
  await prepareTpcb(pool);
  await prepareBulk(pool);

  // Plans, caches and the compiler are warm before anything counts.
  await ratePerSecond(512, quick ? 6_000 : 10_000, () => unlock(requests.uniform()));
  await ratePerSecond(16, 200, () => unlockWithPrisma(requests.uniform()));
  await ratePerSecond(16, 500, () => tpcb(pool));
  await ratePerSecond(2, 20, () => bulkInsert(pool, BULK_BATCH));

  let bytes = 0;
  const hot = Math.min(unlocks, 2 * READERS);
  for (let round = 0; round < bench.rounds; round += 1) {
    const before = await ledgerBytes(pool);
    await sample('engine_uniform_per_s', () => ratePerSecond(512, unlocks, () => unlock(requests.uniform())));
    bytes += (await ledgerBytes(pool)) - before;
    await sample('bulk_insert_per_s', insertAll(bench, 1));
    await sample('bulk_insert_two_lanes_per_s', insertAll(bench, 2));
    await sample('engine_hot_creator_per_s', () =>
      ratePerSecond(512, hot, () => unlock(requests.hotCreator())),
    );
    await sample('engine_hot_item_per_s', () => ratePerSecond(512, hot, () => unlock(requests.hotItem())));
    await sample('engine_uniform_64_per_s', () =>
      ratePerSecond(64, unlocks / 2, () => unlock(requests.uniform())),
    );
    await sample('tpcb_per_s', () => ratePerSecond(16, quick ? 1_500 : 6_000, () => tpcb(pool)));
    await sample('prisma_interactive_per_s', () =>
      ratePerSecond(16, quick ? 200 : 800, () => unlockWithPrisma(requests.uniform())),
    );
  }

  bench.step('one unlock at a time on an idle system');
  const single = await latenciesMs(quick ? 300 : 1_000, () => unlock(requests.uniform()));
  return {
    single_p50_ms: quantile(single, 0.5),
    single_p99_ms: quantile(single, 0.99),
    bytes_per_unlock: Math.round(bytes / (bench.rounds * unlocks)),
  };
};
