import 'server-only';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { WEEK_MS } from '@/lib/core/time';

const TOP_ITEMS = 5;

export interface FirstUnlock {
  title: string;
  priceMicros: bigint;
  currency: string;
}

/** The first unlock of a creator's that was not taken back; null when there is none (any more). */
export async function readFirstUnlock(creatorId: bigint): Promise<FirstUnlock | null> {
  const [row] = await db.$queryRaw<FirstUnlock[]>`
    SELECT i.title, u.price_micros AS "priceMicros", trim(a.currency) AS currency
    FROM account_facts a JOIN transfer_facts t ON t.credit_account_id = a.id AND t.kind = 'unlock'
    JOIN unlock_facts u ON u.id = t.ref AND u.refunded_at IS NULL JOIN items i ON i.id = u.item_id
    WHERE a.creator_id = ${creatorId} AND a.type = 'creator_pending' ORDER BY u.id LIMIT 1`;
  return row ?? null;
}

export interface WeekFacts {
  from: Date;
  /** The last day of the week. */
  lastDay: Date;
  currency: string;
  unlocks: number;
  amountMicros: bigint;
  amountBeforeMicros: bigint;
  /** Those that earned most, the first first. */
  items: { title: string; unlocks: number; amountMicros: bigint }[];
}

interface WeekRow {
  title: string;
  unlocks: bigint;
  now: bigint;
  before: bigint;
}

/** What a creator earned in the week before `until` (exclusive), at readers' prices; null: nothing. */
export async function readWeek(creatorId: bigint, until: Date): Promise<WeekFacts | null> {
  const from = new Date(until.getTime() - WEEK_MS);
  const currency = env.WALLET_CURRENCY;
  const rows = await db.$queryRaw<WeekRow[]>`
    SELECT i.title, count(DISTINCT u.id) FILTER (WHERE t.created_at >= ${from}::timestamptz) AS unlocks,
      coalesce(sum(t.amount_micros) FILTER (WHERE t.created_at >= ${from}::timestamptz), 0)::bigint AS now,
      coalesce(sum(t.amount_micros) FILTER (WHERE t.created_at < ${from}::timestamptz), 0)::bigint AS before
    FROM account_facts a JOIN transfer_facts t ON t.credit_account_id = a.id AND t.kind = 'unlock'
    JOIN unlock_facts u ON u.id = t.ref AND u.refunded_at IS NULL JOIN items i ON i.id = u.item_id
    WHERE a.creator_id = ${creatorId} AND a.type = 'creator_pending' AND a.currency = ${currency}
      AND t.created_at >= ${new Date(from.getTime() - WEEK_MS)}::timestamptz
        AND t.created_at < ${until}::timestamptz
    GROUP BY i.id ORDER BY now DESC, i.id`;
  const unlocks = rows.reduce((sum, row) => sum + Number(row.unlocks), 0);
  if (unlocks === 0) return null;
  return {
    from,
    lastDay: new Date(until.getTime() - 1),
    currency,
    unlocks,
    amountMicros: rows.reduce((sum, row) => sum + row.now, 0n),
    amountBeforeMicros: rows.reduce((sum, row) => sum + row.before, 0n),
    items: rows
      .filter((row) => row.now > 0n)
      .slice(0, TOP_ITEMS)
      .map((row) => ({ title: row.title, unlocks: Number(row.unlocks), amountMicros: row.now })),
  };
}
