import 'server-only';
import { pool } from '@/lib/core/db';
import { log } from '@/lib/core/log';

/** An unlock or a refund, as it is told to the creator's open pages. */
export interface LiveEvent {
  /** The same event has the same id however often it is told. */
  id: string;
  kind: 'unlock' | 'refund';
  at: Date;
  title: string;
  micros: bigint;
  currency: string;
}

interface Listener {
  creatorId: bigint;
  /**
   * `cursor` is where to go on after the events that it comes with; they may come again, none is left out.
   */
  hear(events: LiveEvent[], cursor: string): void;
  /** Once: from here on nothing that is committed goes untold. */
  ready(): void;
}

interface Row extends Omit<LiveEvent, 'micros'> {
  creator_id: string;
  seq: string;
  micros: string;
}

const POLL_MS = 500;
const ERROR_MS = 3_000;
/** More at once are not told one by one; the page reads its figures again in any case. */
const MOST_EVENTS = 500;
/** Ids looked through for a listener who was away: what it asks for comes from outside. */
export const MOST_MISSED = 20_000;

const EVENTS = `
  SELECT * FROM (
    SELECT 'u' || u.id AS id, u.id AS seq, 'unlock' AS kind, u.created_at AS at, i.title, u.price_micros AS
      micros, u.currency, i.creator_id
    FROM unlock_facts u JOIN items i ON i.id = u.item_id AND i.creator_id = ANY ($1)
    WHERE u.id > $2
    UNION ALL
    SELECT 'r' || n.id, n.id, 'refund', n.at, i.title, n.price_micros, n.currency, i.creator_id
    FROM unlock_refund_facts n JOIN items i ON i.id = n.item_id AND i.creator_id = ANY ($1)
    WHERE n.id > $3
  ) e ORDER BY at, id LIMIT $4`;

const IDS = `SELECT coalesce(pg_sequence_last_value('unlocks_id_seq'), 0) AS "unlockId",
  coalesce(pg_sequence_last_value('unlock_refunds_id_seq'), 0) AS "refundId"`;
const SNAPSHOT = `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
  pg_snapshot_xmax(pg_current_snapshot())::text AS xmax`;

interface Floor {
  unlockId: string;
  refundId: string;
}

/** Where a listener goes on: written by `Feed`, returned in Last-Event-ID. Null for anything else. */
export function readCursor(text: string | null): Floor | null {
  const match = /^(\d{1,18})\.(\d{1,18})$/.exec(text ?? '');
  return match?.[1] && match[2] ? { unlockId: match[1], refundId: match[2] } : null;
}

/**
 * One look at the ledger's newest rows every half second for all creators who are listening, and none while
 * nobody is. The spend path is not asked for anything: a NOTIFY would make every commit of an unlock wait for
 * one lock of the whole server. Ids do not commit in their order, so each look starts at a floor below which
 * nothing can still appear (as in roll-up.ts), and what was told already is remembered above it.
 */
class Feed {
  private readonly listeners = new Set<Listener>();
  private readonly waiting = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private floor: Floor | undefined;
  /**
   * Ids that were given out when we looked, and the number that every transaction they belong to is below.
   */
  private candidate: { floor: Floor; xmax: bigint } | undefined;
  private readonly told = new Set<string>();

  /** Tells what happens from now on, and first, what happened after `since`. Returns how to stop. */
  listen(listener: Listener, since: Floor | null): () => void {
    this.listeners.add(listener);
    this.waiting.add(listener);
    if (since) void this.catchUp(listener, since);
    if (!this.timer) this.schedule(0);
    return () => {
      this.listeners.delete(listener);
      this.waiting.delete(listener);
      if (this.listeners.size > 0) return;
      clearTimeout(this.timer);
      this.timer = undefined;
      this.floor = undefined;
      this.candidate = undefined;
      this.told.clear();
    };
  }

  private schedule(ms: number): void {
    this.timer = setTimeout(() => void this.turn(), ms);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    let next = POLL_MS;
    const waiting = [...this.waiting];
    try {
      await this.look();
      for (const listener of waiting) if (this.waiting.delete(listener)) listener.ready();
    } catch (error) {
      next = ERROR_MS;
      log.warn({ err: error }, 'the live feed could not look for new unlocks');
    }
    if (this.listeners.size > 0) this.schedule(next);
  }

  private async look(): Promise<void> {
    const floor = await readLastIds();
    const seen = (await pool.query<{ xmin: string; xmax: string }>(SNAPSHOT)).rows[0];
    if (!seen) return;
    // The first look tells nothing; a page reads its figures again when it hears that it is connected.
    this.floor ??= floor;
    if (this.candidate && BigInt(seen.xmin) >= this.candidate.xmax) {
      await this.tell(this.floor);
      this.floor = this.candidate.floor;
      this.candidate = undefined;
      for (const key of this.told) if (this.isBelow(key, this.floor)) this.told.delete(key);
    } else {
      await this.tell(this.floor);
    }
    this.candidate ??= { floor, xmax: BigInt(seen.xmax) };
  }

  private async tell(floor: Floor): Promise<void> {
    const creators = [...new Set([...this.listeners].map(({ creatorId }) => creatorId))];
    const rows = await findEvents(creators, floor);
    const fresh = rows.filter(({ id }) => !this.told.has(id));
    for (const { id } of fresh) this.told.add(id);
    if (fresh.length === 0) return;
    for (const listener of [...this.listeners]) hear(listener, fresh, floor);
  }

  private async catchUp(listener: Listener, since: Floor): Promise<void> {
    try {
      const last = await readLastIds();
      const floor = {
        unlockId: noFurtherBack(since.unlockId, last.unlockId),
        refundId: noFurtherBack(since.refundId, last.refundId),
      };
      hear(listener, await findEvents([listener.creatorId], floor), floor);
    } catch (error) {
      log.warn({ err: error }, 'the live feed could not look for missed unlocks');
    }
  }

  private isBelow(key: string, { unlockId, refundId }: Floor): boolean {
    return BigInt(key.slice(1)) <= BigInt(key.startsWith('u') ? unlockId : refundId);
  }
}

/** The highest ids given out so far. */
async function readLastIds(): Promise<Floor> {
  const [ids] = (await pool.query<Floor>(IDS)).rows;
  if (!ids) throw new Error('the ids could not be read');
  return ids;
}

function noFurtherBack(since: string, last: string): string {
  const furthest = BigInt(last) - BigInt(MOST_MISSED);
  return BigInt(since) > furthest ? since : String(furthest);
}

async function findEvents(creatorIds: bigint[], floor: Floor): Promise<Row[]> {
  const values = [creatorIds, floor.unlockId, floor.refundId, MOST_EVENTS];
  return (await pool.query<Row>(EVENTS, values)).rows;
}

function hear(listener: Listener, rows: Row[], floor: Floor): void {
  const events = rows
    .filter(({ creator_id }) => BigInt(creator_id) === listener.creatorId)
    .map(({ id, kind, at, title, micros, currency }) => ({
      id,
      kind,
      at,
      title,
      currency,
      micros: BigInt(micros),
    }));
  if (events.length > 0) listener.hear(events, `${floor.unlockId}.${floor.refundId}`);
}

// Kept on globalThis: `next dev` evaluates modules again on every edit, and each feed would go on looking.
const kept = globalThis as unknown as { farthingLiveFeed?: Feed };

/** The one feed of this process. */
export function liveFeed(): Feed {
  kept.farthingLiveFeed ??= new Feed();
  return kept.farthingLiveFeed;
}
