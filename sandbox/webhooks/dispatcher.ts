import type { Delivery, DeliveryAttempt } from '../records.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { findEvent } from './emit-event.ts';
import { signatureHeader } from './sign.ts';

export interface DispatcherOptions {
  secret: string;
  /** Pause after the first failure, the second…; the last one repeats. */
  retryDelaysMs: number[];
  timeoutMs: number;
}

/** How long an undelivered event is tried for, as at Stripe in live mode. */
const GIVE_UP_AFTER_MS = 3 * 24 * 3600 * 1000;
const PARALLEL = 8;
/** With `reorder`: how long no new event may arrive before the newest goes out first. */
const REORDER_QUIET_MS = 300;

/** Delivers queued events: signed, retried with growing pauses, made difficult by the settings. */
export class Dispatcher {
  private readonly inFlight = new Set<string>();
  private readonly pending = new Set<string>();
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly world: World,
    private readonly options: DispatcherOptions,
  ) {
    for (const delivery of world.store.all('delivery'))
      if (delivery.state === 'pending') this.pending.add(delivery.id);
    world.store.onCommit((writes) => {
      for (const [table, id] of writes) if (table === 'delivery') this.track(id);
      if (writes.some(([table]) => table === 'delivery' || table === 'settings')) this.arm();
    });
    this.arm();
  }

  /** Sends all that waits, whatever hold, delay and back-off say; resolves after an attempt at each. */
  async flush(): Promise<Delivery[]> {
    const waiting = this.waiting();
    await Promise.all(waiting.map((delivery) => this.attempt(delivery)));
    await this.settled();
    return waiting.map((delivery) => this.world.store.get('delivery', delivery.id) ?? delivery);
  }

  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.stop.abort();
    await this.settled();
  }

  private async settled(): Promise<void> {
    while (this.inFlight.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private track(id: string): void {
    if (this.world.store.get('delivery', id)?.state === 'pending') this.pending.add(id);
    else this.pending.delete(id);
  }

  private waiting(): Delivery[] {
    return [...this.pending]
      .filter((id) => !this.inFlight.has(id))
      .map((id) => this.world.store.get('delivery', id))
      .filter((delivery) => delivery !== undefined);
  }

  private arm(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const { hold, webhookUrl } = readSettings(this.world.store);
    if (hold || !webhookUrl || this.stop.signal.aborted || this.inFlight.size >= PARALLEL) return;
    const earliest = Math.min(...this.waiting().map((delivery) => this.dueAt(delivery)));
    if (!Number.isFinite(earliest)) return;
    const wait = Math.min(Math.max(earliest - this.world.nowMs(), 0), 60_000);
    this.timer = setTimeout(() => this.pump(), wait);
    this.timer.unref();
  }

  private dueAt(delivery: Delivery): number {
    if (!readSettings(this.world.store).reorder) return delivery.nextAttemptAt;
    const newest = Math.max(...this.waiting().map((one) => one.createdAt));
    return Math.max(delivery.nextAttemptAt, newest + REORDER_QUIET_MS);
  }

  private pump(): void {
    const now = this.world.nowMs();
    const due = this.waiting().filter((delivery) => this.dueAt(delivery) <= now);
    if (readSettings(this.world.store).reorder) {
      void this.inSequence(due.reverse());
    } else {
      for (const delivery of due.slice(0, PARALLEL - this.inFlight.size)) void this.attempt(delivery);
    }
    // Also when nothing was due: a timer may ring a moment before the clock says so.
    this.arm();
  }

  private async inSequence(deliveries: Delivery[]): Promise<void> {
    // Claimed together, so that nothing else sends the later ones first.
    for (const { id } of deliveries) this.inFlight.add(id);
    for (const delivery of deliveries) {
      this.inFlight.delete(delivery.id);
      if (!this.stop.signal.aborted) await this.attempt(delivery);
    }
  }

  private async attempt(delivery: Delivery): Promise<void> {
    this.inFlight.add(delivery.id);
    try {
      const attempt = await this.send(delivery);
      // Closing cuts the line: not the app's failure, so the delivery waits unchanged for the next start.
      if (!this.stop.signal.aborted || attempt.status !== null) this.record(delivery.id, attempt);
    } finally {
      this.inFlight.delete(delivery.id);
      this.arm();
    }
  }

  private async send(delivery: Delivery): Promise<DeliveryAttempt> {
    const at = this.world.nowMs();
    const event = findEvent(this.world, delivery.event);
    const { webhookUrl } = readSettings(this.world.store);
    const done = (status: number | null, error: string | null): DeliveryAttempt => ({
      at,
      status,
      error,
      durationMs: this.world.nowMs() - at,
    });
    if (!event || !webhookUrl) return done(null, 'There is no address to deliver to.');
    const body = JSON.stringify(event, null, 2);
    try {
      const response = await fetch(webhookUrl, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'Stripe-Signature': signatureHeader(body, this.options.secret, Math.floor(at / 1000)),
          'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(this.options.timeoutMs)]),
      });
      await response.arrayBuffer();
      return done(response.status, response.ok ? null : `The app answered ${response.status}.`);
    } catch (error) {
      return done(null, reasonOf(error));
    }
  }

  private record(id: string, attempt: DeliveryAttempt): void {
    const { store } = this.world;
    store.transaction(() => {
      const delivery = store.edit('delivery', id, (row) => {
        row.attempts.push(attempt);
        const pauses = this.options.retryDelaysMs;
        const pause = pauses[Math.min(row.attempts.length, pauses.length) - 1] ?? 1000;
        row.nextAttemptAt = this.world.nowMs() + pause;
        if (attempt.error === null) row.state = 'delivered';
        else if (this.world.nowMs() - row.createdAt > GIVE_UP_AFTER_MS) row.state = 'failed';
      });
      if (delivery.state === 'delivered' && store.get('event', delivery.event)) {
        store.edit('event', delivery.event, (row) => {
          row.object.pending_webhooks = 0;
        });
      }
    });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'The app did not answer in time.';
  const cause: unknown = error.cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
  return code === 'ECONNREFUSED' ? 'Nothing listens at the address (ECONNREFUSED).' : code;
}
