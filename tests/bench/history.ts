import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import type { Part } from './bench.ts';
import type { Run } from './engine-process.ts';
import { seedHistory } from './seed.ts';

function startEngine(url: string): ChildProcess {
  return fork(join(import.meta.dirname, 'engine-process.ts'), {
    env: { ...process.env, DATABASE_URL: url },
  });
}

/** Resolves to unlocks per second. */
function runEngine(engine: ChildProcess, run: Run): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the engine's process ended with ${code}`));
    engine.once('exit', ended);
    engine.once('message', (answer: { rate?: number; error?: string }) => {
      engine.removeListener('exit', ended);
      if (answer.rate === undefined) reject(new Error(answer.error));
      else resolve(answer.rate);
    });
    engine.send(run);
  });
}

/**
 * The same engine on 10 thousand and on 5 million earlier transfers: two databases of one server, with the
 * same readers and articles, each with a process of its own. They take turns within the same minutes, and the
 * one that begins changes from round to round. The small one is made again for each round, or it would not
 * stay small. Before each sample both open their connections again and let every reader buy once, so that
 * neither is measured on pages that were never touched since the last checkpoint; afterwards both hold the
 * same readers' rows in memory.
 */
export const measureHistory: Part = async (bench) => {
  const earlier = bench.quick ? 60_000 : 5_000_000;
  await bench.recreate('large');
  bench.step(`writing ${earlier.toLocaleString('en')} earlier unlocks`);
  const pool = new pg.Pool({ connectionString: bench.urlOf('large') });
  try {
    await seedHistory(pool, earlier, (done) => {
      if (done % 1_000_000 === 0) bench.step(`  ${done.toLocaleString('en')}`);
    });
  } finally {
    await pool.end();
  }

  const small = startEngine(bench.urlOf('small'));
  const large = startEngine(bench.urlOf('large'));
  const run = { warmUp: 10_000, unlocks: bench.unlocks };
  const turns = [
    async () => {
      await bench.recreate('small');
      await bench.sample('engine_small_per_s', () => runEngine(small, { ...run, fresh: true }));
    },
    () => bench.sample('engine_large_per_s', () => runEngine(large, { ...run, fresh: false })),
  ];
  try {
    for (let round = 0; round < bench.rounds; round += 1)
      for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  } finally {
    small.kill();
    large.kill();
  }
  return { earlier_transfers: earlier };
};
