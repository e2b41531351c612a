import type { TransferKind } from '@/lib/generated/prisma/enums';

interface Cause {
  /** All kinds of transfers that such a row causes. */
  kinds: readonly TransferKind[];
  /** The row of id $1, in the same columns whatever it is. */
  sql: string;
}

const columns = (given: Record<string, string>) =>
  ['user_id', 'micros', 'currency', 'status', 'created_at', 'processor_ref', 'detail']
    .map((name) => `${given[name] ?? 'NULL'}${TYPES[name] ?? ''} AS ${name}`)
    .join(', ');

const TYPES: Record<string, string> = {
  user_id: '::bigint',
  micros: '::bigint',
  currency: '::text',
  status: '::text',
  created_at: '::timestamptz',
  processor_ref: '::text',
  detail: '::text',
};

/** The business rows that move money, by table; `ref` of a transfer is an id in the table of its kind. */
export const CAUSES = {
  top_ups: {
    kinds: ['top_up', 'processing_fee'],
    sql: `SELECT ${columns({
      user_id: 'w.user_id',
      micros: 't.amount_micros',
      currency: 'w.currency',
      status: 't.status',
      created_at: 't.created_at',
      processor_ref: 't.payment_ref',
      detail: `nullif(concat_ws(' ', t.card_brand, t.card_last4), '')`,
    })} FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.id = $1`,
  },
  grants: {
    kinds: ['grant', 'grant_expiry'],
    sql: `SELECT ${columns({
      user_id: 'w.user_id',
      micros: 'g.amount_micros',
      currency: 'w.currency',
      created_at: 'g.created_at',
      detail: 'g.grant_key',
    })} FROM grant_facts g JOIN wallet_facts w ON w.id = g.wallet_id WHERE g.id = $1`,
  },
  unlocks: {
    kinds: ['unlock', 'unlock_refund', 'unlock_reversal'],
    sql: `SELECT ${columns({
      user_id: 'u.reader_id',
      micros: 'u.price_micros',
      currency: 'u.currency',
      created_at: 'u.created_at',
      detail: 'i.title',
    })} FROM unlock_facts u JOIN items i ON i.id = u.item_id WHERE u.id = $1`,
  },
  settlements: {
    kinds: ['settlement', 'platform_fee'],
    sql: `SELECT ${columns({
      user_id: 'c.user_id',
      micros: 's.gross_micros',
      currency: 's.currency',
      created_at: 's.created_at',
      detail: `c.handle || ', ' || s.unlock_count || ' × '
      || to_char(s.cutoff_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')`,
    })} FROM settlement_facts s JOIN creators c ON c.id = s.creator_id WHERE s.id = $1`,
  },
  payouts: {
    kinds: ['payout_sent', 'payout_paid', 'payout_failed', 'payout_reversed'],
    sql: `SELECT ${columns({
      user_id: 'c.user_id',
      micros: 'p.amount_micros',
      currency: 'p.currency',
      status: 'p.status',
      created_at: 'p.created_at',
      processor_ref: 'p.transfer_ref',
      detail: 'c.handle',
    })} FROM payouts p JOIN creators c ON c.id = p.creator_id WHERE p.id = $1`,
  },
  refunds: {
    kinds: ['top_up_refund', 'cash_out', 'refund_returned', 'refund_fee'],
    sql: `SELECT ${columns({
      user_id: 'w.user_id',
      micros: 'r.amount_micros',
      currency: 'r.currency',
      status: 'r.status',
      created_at: 'r.created_at',
      processor_ref: 'r.refund_ref',
      detail: 'r.note',
    })} FROM refunds r JOIN wallet_facts w ON w.id = r.wallet_id WHERE r.id = $1`,
  },
  disputes: {
    kinds: ['dispute_opened', 'dispute_won', 'dispute_lost', 'dispute_recovered', 'dispute_fee'],
    sql: `SELECT ${columns({
      user_id: 'w.user_id',
      micros: 'd.amount_micros',
      currency: 'd.currency',
      status: 'd.status',
      created_at: 'd.opened_at',
      processor_ref: 'd.dispute_ref',
      detail: 'd.reason',
    })} FROM disputes d JOIN wallet_facts w ON w.id = d.wallet_id WHERE d.id = $1`,
  },
  processor_charges: {
    kinds: ['processor_charge'],
    sql: `SELECT ${columns({
      user_id: 'c.requester_id',
      micros: 'c.amount_micros',
      currency: 'c.currency',
      status: 'c.status',
      created_at: 'c.created_at',
      processor_ref: 'c.key',
      detail: 'c.note',
    })} FROM processor_charges c WHERE c.id = $1`,
  },
  adjustments: {
    kinds: ['adjustment'],
    sql: `SELECT ${columns({
      user_id: 'a.owner_id',
      micros: 'a.amount_micros',
      currency: 'a.currency',
      status: 'a.status',
      created_at: 'a.created_at',
      detail: `a.reason || ': ' || a.note`,
    })} FROM adjustments a WHERE a.id = $1`,
  },
} as const satisfies Record<string, Cause>;

export type CauseTable = keyof typeof CAUSES;

/** The table whose row caused transfers of this kind; null for a kind that does not exist. */
export function causeTableOf(kind: string): CauseTable | null {
  const found = Object.entries(CAUSES).find(([, { kinds }]) => (kinds as readonly string[]).includes(kind));
  return (found?.[0] as CauseTable | undefined) ?? null;
}
