import type { Worker } from 'node:worker_threads';
import { DomainError } from '../../core/errors.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { Rendering, Text } from './render-plain.ts';

/** A busy machine takes its time to load the renderer. */
const START_MS = MINUTE_MS;

interface PoolOptions {
  /** Makes a thread that says `ready` and then answers each text with its rendering, or with null for more than a page can carry. */
  start: () => Worker;
  size: number;
  deadlineMs: number;
  /** Texts that may wait. */
  queue: number;
}

interface Job {
  text: Text;
  /** Whoever may have only one text in the pool; null: no bound but the queue's. */
  owner: string | null;
  resolve: (rendering: Rendering | null) => void;
  reject: (error: Error) => void;
}

interface Running extends Job {
  timer: NodeJS.Timeout;
}

export interface RenderPool {
  /**
   * Resolves to the rendering, or to null when the text takes longer than the deadline or gives too much. Throws `busy` when too many wait, or
   * when this owner has a text in the pool already. Owners' texts wait for all others and never take the last thread.
   */
  render(text: Text, owner?: string): Promise<Rendering | null>;
  close(): Promise<void>;
}

/**
 * Renders texts in a few threads, so that no text holds up the process. A thread that passes the deadline, or dies of what it
 * was given, is replaced.
 */
export function createRenderPool({ start, size, deadlineMs, queue }: PoolOptions): RenderPool {
  const idle: Worker[] = [];
  const busy = new Map<Worker, Running>();
  const waiting: Job[] = [];
  const owners = new Set<string>();

  function next(): void {
    while (busy.size < size) {
      const owned = [...busy.values()].filter(({ owner }) => owner !== null).length;
      let at = waiting.findIndex(({ owner }) => owner === null);
      if (at === -1 && (size === 1 || owned < size - 1)) at = 0;
      const [job] = at === -1 ? [] : waiting.splice(at, 1);
      if (!job) return;
      run(job);
    }
  }

  function run(job: Job): void {
    const rested = idle.pop();
    const worker = rested ?? startThread();
    const timer = rested
      ? setTimeout(() => giveUp(worker), deadlineMs)
      : setTimeout(() => fail(worker, new Error('the renderer did not start')), START_MS);
    busy.set(worker, { ...job, timer });
    worker.ref();
    worker.postMessage(job.text);
  }

  function startThread(): Worker {
    const worker = start();
    worker.on('message', (message: Rendering | 'ready' | null) => {
      const job = busy.get(worker);
      if (!job) return;
      if (message !== 'ready') return end(worker, ({ resolve }) => resolve(message), true);
      clearTimeout(job.timer);
      job.timer = setTimeout(() => giveUp(worker), deadlineMs);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? giveUp(worker) : fail(worker, error),
    );
    worker.on('exit', () => fail(worker, new Error('the renderer ended')));
    return worker;
  }

  const giveUp = (worker: Worker) => end(worker, ({ resolve }) => resolve(null), false);
  const fail = (worker: Worker, error: Error) => end(worker, ({ reject }) => reject(error), false);

  function end(worker: Worker, tell: (job: Job) => void, keep: boolean): void {
    const job = busy.get(worker);
    const rested = idle.indexOf(worker);
    if (!job && rested !== -1) idle.splice(rested, 1);
    if (!job) return;
    clearTimeout(job.timer);
    busy.delete(worker);
    if (job.owner !== null) owners.delete(job.owner);
    if (keep) {
      // A thread that waits keeps no script from ending.
      worker.unref();
      idle.push(worker);
    } else void worker.terminate();
    tell(job);
    next();
  }

  return {
    render(text, owner = undefined) {
      if (waiting.length >= queue || (owner !== undefined && owners.has(owner)))
        return Promise.reject(new DomainError('busy'));
      if (owner !== undefined) owners.add(owner);
      return new Promise((resolve, reject) => {
        waiting.push({ text, owner: owner ?? null, resolve, reject });
        next();
      });
    },
    async close() {
      for (const { reject } of waiting.splice(0)) reject(new DomainError('busy'));
      await Promise.all([...idle.splice(0), ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}
