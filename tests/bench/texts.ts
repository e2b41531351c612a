import { renderInWorker } from '../../lib/ground/markdown/render-in-worker.ts';
import { slowTexts } from '../support/slow-texts.ts';
import type { Bench, Figures, Part } from './bench.ts';
import { type HttpBench, startHttpBench } from './http.ts';
import { quantile } from './measure.ts';
import { READERS } from './seed.ts';

const UNLOCKERS = 8;
const PAUSE_MS = 10;

/**
 * Texts that are slow to read: each of 16,000 characters alone, then all of them, and those of 200,000, as
 * pages that are opened while readers unlock and somebody asks whether the server lives.
 */
export const measureTexts: Part = async (bench): Promise<Figures> => {
  bench.step('slow texts, one by one');
  const alone = await renderAlone();
  bench.step('slow texts beside unlocks');
  const paths = await plantTexts(bench);
  const http = await startHttpBench(bench.pool, bench.urlOf('contest'), READERS, bench.quick);
  if (!http) throw new Error('There is no build.');
  try {
    return { ...alone, ...(await openBesideUnlocks(bench, http, paths)) };
  } finally {
    await http.stop();
  }
};

/** The slowest of a second round, when the renderer is warm, and what it costs the thread that asks. */
async function renderAlone(): Promise<Figures> {
  let [worst, blocked] = [0, 0];
  for (const round of [1, 2])
    for (const teaser of Object.values(slowTexts(16_000))) {
      const [began, used] = [performance.now(), process.threadCpuUsage()];
      await renderInWorker({ teaser, body: '' });
      if (round === 1) continue;
      const { user, system } = process.threadCpuUsage(used);
      worst = Math.max(worst, performance.now() - began);
      blocked = Math.max(blocked, (user + system) / 1000);
    }
  return { text_16kb_worst_ms: worst, text_16kb_main_thread_worst_ms: blocked };
}

/** Puts the texts into published articles, past all that refuses them. */
async function plantTexts({ pool }: Bench): Promise<string[]> {
  const texts = [16_000, 200_000].flatMap((length) => Object.values(slowTexts(length)));
  for (const [index, text] of texts.entries()) {
    const teaser = text.replaceAll('\0', ' ');
    await pool.query('UPDATE items SET teaser = $1 WHERE slug = $2', [teaser, `item-${index + 1}`]);
  }
  return texts.map((_text, index) => `/read/item-${index + 1}`);
}

async function openBesideUnlocks({ requests }: Bench, http: HttpBench, paths: string[]): Promise<Figures> {
  const ask = async (path: string) => {
    const began = performance.now();
    const answer = await fetch(`http://127.0.0.1:${http.port}${path}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return performance.now() - began;
  };
  await ask('/api/health');
  let opening = true;
  let unlocks = 0;
  const health: number[] = [];
  const lives = async () => {
    while (opening) {
      health.push(await ask('/api/health'));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  const unlock = async () => {
    while (opening) {
      await http.unlock(requests.uniform());
      unlocks += 1;
    }
  };
  const began = performance.now();
  const open = async () => {
    for (const path of paths) await ask(path);
    opening = false;
  };
  await Promise.all([open(), lives(), ...Array.from({ length: UNLOCKERS }, unlock)]);
  health.sort((a, b) => a - b);
  return {
    slow_pages_opened: paths.length,
    health_beside_slow_pages_p95_ms: quantile(health, 0.95),
    health_beside_slow_pages_worst_ms: health.at(-1) ?? null,
    unlocks_beside_slow_pages_per_s: unlocks / ((performance.now() - began) / 1000),
  };
}
