import { log } from '../../core/log.ts';
import { type AnonymousView, recordViews } from '../../rooms/views/index.ts';
import type { Follower } from './follow-changes.ts';

const EVERY_MS = 250;
/** More wait only while the database is away for long. */
const MOST_WAITING = 20_000;
const MOST_AT_ONCE = 1_000;

/** Counts views of pages that were served without asking Next: together, a few times a second. */
export function createViewCounter(on: Pick<Follower, 'query'>): {
  count(view: AnonymousView): void;
  flush(): Promise<void>;
} {
  let waiting: AnonymousView[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    timer = undefined;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      try {
        await recordViews(batch, on);
        waiting = waiting.slice(batch.length);
      } catch (error) {
        // They are tried again, until there are too many.
        log.warn({ err: error, views: waiting.length }, 'views wait to be counted');
        schedule(EVERY_MS * 8);
        return;
      }
    }
  }
  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      writing = writing.then(write);
    }, ms);
    timer.unref();
  }
  return {
    count(view) {
      if (waiting.length >= MOST_WAITING) return;
      waiting.push(view);
      schedule(EVERY_MS);
    },
    async flush() {
      clearTimeout(timer);
      writing = writing.then(write);
      await writing;
      clearTimeout(timer);
    },
  };
}
