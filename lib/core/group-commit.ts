import { DomainError } from './errors.ts';

interface Options<Q, R> {
  /** Serves a batch: one result per request, in order. A rejection: nothing of it is known to be done. */
  run(requests: Q[]): Promise<R[]>;
  maxBatch: number;
  /** Requests that may wait; one more is answered `busy` at once. */
  maxQueue: number;
  /** Told how the queue changes and how large each batch is. */
  observe?: { queued(change: number): void; batched(size: number): void };
}

interface Waiting<Q, R> {
  request: Q;
  resolve(result: R): void;
  reject(error: unknown): void;
}

export interface GroupCommit<Q, R> {
  /** Resolves when the request's batch is committed. Throws `busy` when the queue is full or closed. */
  submit(request: Q): Promise<R>;
  /** Refuses new requests and resolves when every accepted one is answered. */
  drain(): Promise<void>;
}

/**
 * Gathers the requests that arrive while the last batch is in flight and sends them together, in order. No
 * timer: a request that finds nothing in flight leaves at the end of the current turn of the event loop, so
 * an idle system adds no latency.
 */
export function createGroupCommit<Q, R>(options: Options<Q, R>): GroupCommit<Q, R> {
  const queue: Waiting<Q, R>[] = [];
  let busy = false;
  let closed = false;
  let wakeOnIdle: (() => void)[] = [];

  function start(): void {
    busy = true;
    // setImmediate, not a microtask: everything that the current turn still submits joins the batch.
    setImmediate(() => void send(queue.splice(0, options.maxBatch)));
  }

  async function send(batch: Waiting<Q, R>[]): Promise<void> {
    options.observe?.queued(-batch.length);
    options.observe?.batched(batch.length);
    let results: R[] = [];
    let failure: unknown;
    try {
      results = await options.run(batch.map((waiting) => waiting.request));
    } catch (error) {
      failure = error ?? new Error('a batch failed without a reason');
    }
    // As many wait as were just served: they leave before this batch's callers hear of theirs, so that the
    // database works while they do. A few stragglers rather wait for what those callers ask next: one large
    // batch is cheaper than two.
    const more = queue.length >= batch.length;
    if (more) void send(queue.splice(0, options.maxBatch));
    for (const [k, waiting] of batch.entries()) {
      if (failure === undefined) waiting.resolve(results[k] as R);
      else waiting.reject(failure);
    }
    if (more) return;
    if (queue.length > 0) return start();
    busy = false;
    for (const wake of wakeOnIdle) wake();
    wakeOnIdle = [];
  }

  return {
    submit: (request) =>
      new Promise((resolve, reject) => {
        if (closed || queue.length >= options.maxQueue) return reject(new DomainError('busy'));
        queue.push({ request, resolve, reject });
        options.observe?.queued(1);
        if (!busy) start();
      }),
    drain: async () => {
      closed = true;
      if (busy) await new Promise<void>((resolve) => wakeOnIdle.push(resolve));
    },
  };
}
