import { DomainError } from '../errors.ts';

interface Options<Q, R> {
  /** Serves a batch: one result per request, in order. A rejection means that nothing of the batch is known to be done. */
  run(requests: Q[]): Promise<R[]>;
  /** Batches in flight at once. */
  maxInFlight: number;
  maxBatch: number;
  /** Requests that may wait; one more is answered `busy` at once. */
  maxQueue: number;
}

interface Waiting<Q, R> {
  request: Q;
  resolve(result: R): void;
  reject(error: unknown): void;
}

export interface GroupCommit<Q, R> {
  /** Resolves when the request's batch is committed. Throws DomainError('busy') when the queue is full or closed. */
  submit(request: Q): Promise<R>;
  /** Refuses new requests and resolves when every accepted one is answered. */
  drain(): Promise<void>;
}

/**
 * Gathers the requests that arrive while earlier batches are in flight and sends them together. No timer: a request
 * that finds a free slot leaves at the end of the current turn of the event loop, so an idle system adds no latency.
 */
export function createGroupCommit<Q, R>(options: Options<Q, R>): GroupCommit<Q, R> {
  let queue: Waiting<Q, R>[] = [];
  let inFlight = 0;
  let scheduled = false;
  let closed = false;
  let idle: (() => void)[] = [];

  function schedule(): void {
    if (scheduled || inFlight >= options.maxInFlight || queue.length === 0) return;
    scheduled = true;
    // setImmediate, not a microtask: everything that the current turn still submits joins the batch.
    setImmediate(() => {
      scheduled = false;
      while (inFlight < options.maxInFlight && queue.length > 0) send(takeBatch());
    });
  }

  function takeBatch(): Waiting<Q, R>[] {
    // Shared out over the free slots, so that one long batch does not leave the other connections idle.
    const fair = Math.ceil(queue.length / (options.maxInFlight - inFlight));
    const size = Math.min(options.maxBatch, fair);
    const batch = queue.slice(0, size);
    queue = queue.slice(size);
    return batch;
  }

  function send(batch: Waiting<Q, R>[]): void {
    inFlight += 1;
    options
      .run(batch.map((waiting) => waiting.request))
      .then(
        (results) => {
          for (const [k, waiting] of batch.entries()) waiting.resolve(results[k] as R);
        },
        (error: unknown) => {
          for (const waiting of batch) waiting.reject(error);
        },
      )
      .finally(() => {
        inFlight -= 1;
        schedule();
        if (inFlight === 0 && queue.length === 0) {
          for (const wake of idle) wake();
          idle = [];
        }
      });
  }

  return {
    submit: (request) =>
      new Promise((resolve, reject) => {
        if (closed || queue.length >= options.maxQueue) {
          reject(new DomainError('busy'));
          return;
        }
        queue.push({ request, resolve, reject });
        schedule();
      }),
    drain: () => {
      closed = true;
      if (inFlight === 0 && queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}
