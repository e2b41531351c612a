import { randomText } from './ids.ts';
import type { Job } from './records.ts';
import type { World } from './world.ts';

export type JobHandlers = Record<Job['kind'], (world: World, target: string) => void>;

/** Remembers that something happens by itself later. Must run inside a transaction. */
export function scheduleJob(world: World, kind: Job['kind'], target: string, runAt: number): void {
  const id = `job_${randomText(16)}`;
  world.store.put('job', id, { id, kind, target, runAt });
}

/** Runs jobs when their time comes; those that fell due while the sandbox was down run at its start. */
export class Scheduler {
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly world: World,
    private readonly handlers: JobHandlers,
  ) {
    world.store.onCommit((writes) => {
      if (writes.some(([table]) => table === 'job')) this.arm();
    });
    this.arm();
  }

  /** Runs what is due; with `kinds`, all jobs of those kinds, due or not. Returns how many ran. */
  run(kinds?: readonly Job['kind'][]): number {
    const now = this.world.nowMs();
    const ready = this.world.store
      .all('job')
      .filter((job) => (kinds ? kinds.includes(job.kind) : job.runAt <= now))
      .sort((a, b) => a.runAt - b.runAt);
    for (const job of ready) {
      this.world.store.transaction(() => {
        this.world.store.delete('job', job.id);
        this.handlers[job.kind](this.world, job.target);
      });
    }
    return ready.length;
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private arm(): void {
    if (this.timer) clearTimeout(this.timer);
    const earliest = Math.min(...this.world.store.all('job').map((job) => job.runAt));
    if (this.closed || !Number.isFinite(earliest)) return;
    const wait = Math.min(Math.max(earliest - this.world.nowMs(), 0), 60_000);
    this.timer = setTimeout(() => {
      this.run();
      this.arm();
    }, wait);
    this.timer.unref();
  }
}
