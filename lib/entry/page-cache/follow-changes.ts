import { once } from 'node:events';
import type { Client, QueryResult } from 'pg';
import { connectAlone } from '../../core/db.ts';
import { log } from '../../core/log.ts';

const CHANNEL = 'farthing_public';

export interface Follower {
  /** Asks on the same connection. Rejects while there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: rows are whatever is asked for, as in pg itself.
  query(text: string, values: unknown[]): Promise<QueryResult<any>>;
  stop(): Promise<void>;
}

interface Options {
  /** What everybody is shown has changed, or may have. */
  onChange(): void;
  /** How often the version is looked at, should a notice be lost. */
  pollMs?: number;
  retryMs?: number;
}

const POLL_MS = 5_000;
const RETRY_MS = 1_000;
/** An answer that takes longer is a lost connection. */
const PATIENCE_MINUTES = 5 / 60;

const LOOK = `SELECT version, (SELECT min(published_at) FROM items WHERE status = 'published'
  AND published_at > now()) AS due
  FROM public_version`;

/**
 * Tells of each change of what everybody is shown, in whatever process or by whatever SQL: at once by NOTIFY
 * on a connection of its own, within `pollMs` if the notice was lost, and at the time for which something was
 * published ahead. A connection that is lost is made again, and counts as a change.
 */
export function followChanges({ onChange, pollMs = POLL_MS, retryMs = RETRY_MS }: Options): Follower {
  let client: Client | undefined;
  let stopped = false;
  let told = false;
  let wake = () => {};
  let due: NodeJS.Timeout | undefined;

  async function follow(): Promise<void> {
    const line = await connectAlone({ queryMinutes: PATIENCE_MINUTES });
    let seen: bigint | undefined;
    const lost = once(line, 'end').then(() => 'lost');
    line.on('notification', ({ payload = '' }) => {
      if (/^\d+$/.test(payload)) seen = BigInt(payload);
      onChange();
      wake();
    });
    try {
      await line.query(`LISTEN ${CHANNEL}`);
      client = line;
      told = false;
      onChange();
      while (!stopped) {
        const { rows } = await line.query<{ version: string; due: Date | null }>(LOOK);
        const [now] = rows;
        const version = BigInt(now?.version ?? 0);
        // A notice may have come while the answer was on its way, which then reports what was before it.
        if (seen !== undefined && version > seen) onChange();
        if (seen === undefined || version > seen) seen = version;
        clearTimeout(due);
        const untilDue = now?.due ? now.due.getTime() - Date.now() : Infinity;
        // What is further off is seen again at a later look.
        if (untilDue < pollMs * 2) due = setTimeout(onChange, untilDue + 5).unref();
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        if ((await Promise.race([lost, woken, pause(pollMs)])) === 'lost')
          throw new Error('the connection was lost');
      }
    } finally {
      client = undefined;
      await line.end().catch(() => {});
    }
  }

  const following = (async () => {
    while (!stopped) {
      await follow().catch((error: unknown) => {
        if (!told && !stopped) log.warn({ err: error }, 'changes of what is shown are not heard of for now');
        told = true;
      });
      if (!stopped) await Promise.race([pause(retryMs), new Promise<void>((resolve) => (wake = resolve))]);
    }
  })();
  return {
    query: async (text, values) => {
      if (!client) throw new Error('there is no connection now');
      return client.query(text, values);
    },
    async stop() {
      stopped = true;
      clearTimeout(due);
      wake();
      await following;
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
