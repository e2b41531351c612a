import 'server-only';
import { pool } from '@/lib/core/db';
import type { SupportAbout } from '@/lib/generated/prisma/enums';
import type { About } from './rules';

/** What a person sees of the thing that they ask about. */
export interface AboutFacts extends About {
  amountMicros: bigint;
  currency: string;
  at: Date;
  /** The item's title, for an unlock. */
  title: string | null;
}

interface Row {
  micros: string;
  currency: string;
  at: Date;
  title: string | null;
}

// $2 owns it, or it is not found.
const FIND: Record<SupportAbout, string> = {
  top_up: `SELECT t.amount_micros AS micros, trim(w.currency) AS currency, t.created_at AS at, NULL AS title
    FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.id = $1 AND w.user_id = $2`,
  unlock: `SELECT u.price_micros AS micros, trim(u.currency) AS currency, u.created_at AS at, i.title
    FROM unlock_facts u JOIN items i ON i.id = u.item_id WHERE u.id = $1 AND u.reader_id = $2`,
  payout: `SELECT p.amount_micros AS micros, trim(p.currency) AS currency, p.created_at AS at, NULL AS title
    FROM payouts p JOIN creators c ON c.id = p.creator_id WHERE p.id = $1 AND c.user_id = $2`,
};

/** The top-up, unlock or payout of this person; null for one that is not theirs or does not exist. */
export async function findAbout(userId: bigint, about: About): Promise<AboutFacts | null> {
  const { rows } = await pool.query<Row>(FIND[about.kind], [about.id, userId]);
  const row = rows[0];
  if (!row) return null;
  return { ...about, amountMicros: BigInt(row.micros), currency: row.currency, at: row.at, title: row.title };
}
