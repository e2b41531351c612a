import type { Worker } from 'node:worker_threads';
import { DomainError } from '../../core/errors.ts';
import { MINUTE_MS } from '../../core/time.ts';
import type { Rendering, Text } from './render-plain.ts';

/** A busy machine takes its time to load the renderer. */
const START_MS = MINUTE_MS;

interface PoolOptions {
  /** Makes a thread that says `ready`, then answers each text with its rendering or null (too large). */
  start: () => Worker;
  size: number;
  deadlineMs: number;
  /** Texts that may wait. */
  queue: number;
}

interface Job {
  text: Text;
  /** The owner, who may have only one text in the pool; null: no bound but the queue's. */
  owner: string | null;
  resolve: (rendering: Rendering | null) => void;
  reject: (error: Error) => void;
}

interface Running extends Job {
  timer: NodeJS.Timeout;
}

export interface RenderPool {
  /**
   * Resolves to the rendering, or to null when the text takes longer than the deadline or gives too much.
   * Throws `busy` when too many wait, or when this owner has a text in the pool already. Owners' texts wait
   * for all others and never take the last thread.
   */
  render(text: Text, owner?: string): Promise<Rendering | null>;
  close(): Promise<void>;
}

/**
 * Renders texts in a few threads, so that no text holds up the process. A thread that passes the deadline, or
 * dies of what it was given, is replaced.
 */
export function createRenderPool(options: PoolOptions): RenderPool {
  const threads = new Threads(options);
  return {
    render: (text, owner) => threads.render(text, owner ?? null),
    close: () => threads.close(),
  };
}

class Threads {
  readonly #options: PoolOptions;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Running>();
  readonly #waiting: Job[] = [];
  readonly #owners = new Set<string>();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  render(text: Text, owner: string | null): Promise<Rendering | null> {
    if (this.#waiting.length >= this.#options.queue || (owner !== null && this.#owners.has(owner)))
      return Promise.reject(new DomainError('busy'));
    if (owner !== null) this.#owners.add(owner);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, owner, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new DomainError('busy'));
    await Promise.all([...this.#idle.splice(0), ...this.#busy.keys()].map((worker) => worker.terminate()));
  }

  #next(): void {
    const { size } = this.#options;
    while (this.#busy.size < size) {
      const owned = [...this.#busy.values()].filter(({ owner }) => owner !== null).length;
      let at = this.#waiting.findIndex(({ owner }) => owner === null);
      if (at === -1 && (size === 1 || owned < size - 1)) at = 0;
      const [job] = at === -1 ? [] : this.#waiting.splice(at, 1);
      if (!job) return;
      this.#run(job);
    }
  }

  #run(job: Job): void {
    const rested = this.#idle.pop();
    const worker = rested ?? this.#startThread();
    const timer = rested
      ? setTimeout(() => this.#giveUp(worker), this.#options.deadlineMs)
      : setTimeout(() => this.#fail(worker, new Error('the renderer did not start')), START_MS);
    this.#busy.set(worker, { ...job, timer });
    worker.ref();
    worker.postMessage(job.text);
  }

  #startThread(): Worker {
    const worker = this.#options.start();
    worker.on('message', (message: Rendering | 'ready' | null) => {
      const job = this.#busy.get(worker);
      if (!job) return;
      if (message !== 'ready') return this.#end(worker, ({ resolve }) => resolve(message), true);
      clearTimeout(job.timer);
      job.timer = setTimeout(() => this.#giveUp(worker), this.#options.deadlineMs);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? this.#giveUp(worker) : this.#fail(worker, error),
    );
    worker.on('exit', () => this.#fail(worker, new Error('the renderer ended')));
    return worker;
  }

  #giveUp(worker: Worker): void {
    this.#end(worker, ({ resolve }) => resolve(null), false);
  }

  #fail(worker: Worker, error: Error): void {
    this.#end(worker, ({ reject }) => reject(error), false);
  }

  #end(worker: Worker, tell: (job: Job) => void, keep: boolean): void {
    const job = this.#busy.get(worker);
    const rested = this.#idle.indexOf(worker);
    if (!job && rested !== -1) this.#idle.splice(rested, 1);
    if (!job) return;
    clearTimeout(job.timer);
    this.#busy.delete(worker);
    if (job.owner !== null) this.#owners.delete(job.owner);
    if (keep) {
      // A thread that waits keeps no script from ending.
      worker.unref();
      this.#idle.push(worker);
    } else void worker.terminate();
    tell(job);
    this.#next();
  }
}
