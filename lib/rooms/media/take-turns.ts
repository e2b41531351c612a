import { DomainError } from '@/lib/core/errors';

interface Options {
  /** How many may work at the same time. */
  atOnce: number;
  /** How many may wait for their turn; one more is `busy` at once. */
  waiting: number;
}

/** Runs work in turns, in the order it came, so that memory is not needed many times at once. */
export function createTurns({ atOnce, waiting }: Options): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working >= atOnce) {
      if (queue.length >= waiting) throw new DomainError('busy');
      // Anyone who leaves hands the turn on, so it is never free in between.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      working += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else working -= 1;
    }
  };
}
