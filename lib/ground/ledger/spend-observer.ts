/** Hears what the spend engine does, for metrics. On the hot path: it must not throw or wait. */
export interface SpendObserver {
  /** Requests joined the queue (above zero) or left it for the database (below zero). */
  queued(change: number): void;
  /** A batch was sent. */
  batched(size: number): void;
  /** A request was answered: the status of its result, or the code of its error. */
  answered(status: string, seconds: number): void;
}

// On globalThis: the server bundles this module more than once, and a registration must reach every copy.
const kept = globalThis as unknown as { farthingSpendObserver?: SpendObserver };

/** From now on `observer` is told; there is one at most. Undefined: nobody. */
export function observeSpends(observer: SpendObserver | undefined): void {
  kept.farthingSpendObserver = observer;
}

export function getSpendObserver(): SpendObserver | undefined {
  return kept.farthingSpendObserver;
}
