import { Worker } from 'node:worker_threads';
import type { Rendering, Text } from './render-plain.ts';
import { createRenderPool, type RenderPool } from './render-pool.ts';

/** Honest texts take some milliseconds; this is for the slowest machine on its busiest day. */
const DEADLINE_MS = 3_000;
const THREADS = 2;
const QUEUE = 64;
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

// Kept on globalThis: every bundle has its copy of this module, and together they have one pool.
const kept = globalThis as unknown as { farthingRenderPool?: RenderPool };

/**
 * Renders a text in a thread: null when it takes too long or gives too much. With an `owner` only one text of
 * theirs at a time, and after all others: for what people try out. Throws `busy`.
 */
export function renderInWorker(text: Text, owner?: string): Promise<Rendering | null> {
  kept.farthingRenderPool ??= startRenderPool(DEADLINE_MS);
  return kept.farthingRenderPool.render(text, owner);
}

export function startRenderPool(deadlineMs: number): RenderPool {
  return createRenderPool({
    start: () => new Worker(new URL('./render-worker.ts', import.meta.url), { resourceLimits: MEMORY }),
    size: THREADS,
    deadlineMs,
    queue: QUEUE,
  });
}
