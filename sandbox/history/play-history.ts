import { createHash } from 'node:crypto';
import { forgetOldKeys } from '../http/idempotency.ts';
import { withDraws } from '../ids.ts';
import { JOB_HANDLERS } from '../job-handlers.ts';
import { Scheduler } from '../jobs.ts';
import { changeSettings } from '../settings.ts';
import { Store } from '../store.ts';
import { forgetOldEvents } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { idOf, LOADABLE, type LoadableRow } from './load-rows.ts';
import { Player } from './player.ts';
import type { Answers, Step } from './steps.ts';

interface History {
  /** In the order of time. */
  steps: Step[];
  untilMs: number;
  /** Where the sandbox that will load the rows has its pages. */
  publicUrl: string;
  /** How long the bank takes for a payout. */
  bankMs: number;
  /** The same seed and steps make the same ids. */
  seed: string;
}

/**
 * Plays what happened in the past by the sandbox's own code, with a clock and a store of its own. Returns
 * what came of each step, and the rows, which a running sandbox can load (`POST /_sandbox/load`).
 */
export function playHistory(history: History): { answers: Answers; rows: LoadableRow[] } {
  const { steps, untilMs, publicUrl, bankMs, seed } = history;
  let now = 0;
  const store = new Store(null);
  const world: World = {
    store,
    nowMs: () => now,
    publicUrl: () => publicUrl,
    merchantName: 'Farthing',
    request: null,
  };
  const scheduler = new Scheduler(world, JOB_HANDLERS);
  // No timers: the past is over, and its jobs run when the clock here passes them.
  scheduler.close();
  const advance = (to: number) => {
    for (;;) {
      const due = Math.min(...store.all('job').map(({ runAt }) => runAt));
      if (due > to) break;
      now = due;
      scheduler.run();
    }
    now = to;
  };
  return withDraws(drawsOf(seed), () => {
    store.transaction(() => changeSettings(store, { asyncDelayMs: bankMs }));
    const player = new Player(world);
    for (const step of steps) {
      advance(step.at);
      store.transaction(() => player.play(step));
    }
    advance(untilMs);
    store.transaction(() => {
      forgetOldKeys(world);
      forgetOldEvents(world);
    });
    return { answers: player.answers(), rows: rowsOf(store) };
  });
}

function rowsOf(store: Store): LoadableRow[] {
  const rows: LoadableRow[] = [];
  for (const table of store.names()) {
    if (!LOADABLE.has(table)) continue;
    for (const row of store.all(table)) rows.push([table, idOf(row), row]);
  }
  return rows;
}

/** Numbers from a chain of hashes. */
function drawsOf(seed: string): (below: number) => number {
  let block = createHash('sha256').update(seed).digest();
  let at = 0;
  return (below) => {
    if (at === 32) {
      block = createHash('sha256').update(block).digest();
      at = 0;
    }
    const value = block.readUInt16LE(at);
    at += 2;
    return value % below;
  };
}
