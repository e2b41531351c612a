import { pool } from '@/lib/core/db';
import type { TransferKind } from '@/lib/generated/prisma/enums';
import { TRANSFERS_PAGE } from '../ledger/list-account-transfers';

export interface CreatorTransfer {
  kind: TransferKind;
  ref: bigint;
  leg: number;
  at: Date;
  currency: string;
  /** Signed from the creator's point of view: what came to available or left it. */
  amountMicros: bigint;
  /** The types of the two accounts. */
  debit: string;
  credit: string;
  cursor: string;
}

interface Row {
  kind: TransferKind;
  ref: string;
  leg: number;
  at: Date;
  at_micros: string;
  currency: string;
  amount: string;
  debit: string;
  credit: string;
}

const CURSOR = /^(\d{1,18})\.(\d{1,18})\.(\d{1,5})$/;

/**
 * The transfers of a creator's available earnings and of what is in transit, newest first. Unlocks credit
 * pending and are told by the settlements here. `before` is the cursor of the last line seen; one that is
 * none counts as the beginning.
 */
export async function listCreatorTransfers(creatorId: bigint, before: string): Promise<CreatorTransfer[]> {
  const cursor = CURSOR.exec(before);
  const { rows } = await pool.query<Row>(
    `WITH own AS (SELECT id FROM account_facts WHERE creator_id = $1
      AND type IN ('creator_available', 'creator_in_transit'))
     SELECT t.kind, t.ref, t.leg, t.created_at AS at, (extract(epoch
       FROM t.created_at) * 1000000)::bigint AS at_micros, d.currency,
       CASE WHEN c.type IN ('creator_available') THEN t.amount_micros
         WHEN d.type = 'creator_available' THEN -t.amount_micros ELSE 0 END AS amount,
       d.type AS debit, c.type AS credit
     FROM (
       SELECT * FROM transfer_facts WHERE credit_account_id IN (SELECT id FROM own)
       UNION
       SELECT * FROM transfer_facts WHERE debit_account_id IN (SELECT id FROM own) AND kind <> 'unlock'
     ) t JOIN account_facts d ON d.id = t.debit_account_id JOIN account_facts c ON c.id = t.credit_account_id
     WHERE $2::bigint IS NULL OR (t.created_at, t.ref, t.leg) < (timestamptz 'epoch' + $2 * interval
       '1 microsecond', $3::bigint, $4::int)
     ORDER BY t.created_at DESC, t.ref DESC, t.leg DESC LIMIT ${TRANSFERS_PAGE + 1}`,
    [creatorId, cursor?.[1] ?? null, cursor?.[2] ?? null, cursor?.[3] ?? null],
  );
  return rows.map((row) => ({
    kind: row.kind,
    ref: BigInt(row.ref),
    leg: row.leg,
    at: row.at,
    currency: row.currency,
    amountMicros: BigInt(row.amount),
    debit: row.debit,
    credit: row.credit,
    cursor: `${row.at_micros}.${row.ref}.${row.leg}`,
  }));
}
