import 'server-only';
import { pool } from '@/lib/core/db';
import type { AccountType, TransferKind } from '@/lib/generated/prisma/enums';
import { readCursor } from './cursor';

export const TRANSFERS_PAGE = 50;

/** One transfer as one of its two accounts sees it. */
export interface AccountTransfer {
  kind: TransferKind;
  ref: bigint;
  leg: number;
  at: Date;
  /** Signed: a credit is above zero. */
  amountMicros: bigint;
  balanceAfterMicros: bigint;
  other: { id: bigint; type: AccountType };
  /** Give it as `before` to read on from here. Opaque. */
  cursor: string;
}

interface Row {
  kind: TransferKind;
  ref: string;
  leg: number;
  at: Date;
  at_micros: string;
  amount: string;
  total: string;
  other_id: string;
  other_type: AccountType;
}

// Debits by unlocks are found through the lot's reader: the ledger keeps no index of them (see the schema).
const MOVED = `
  SELECT ref, kind, leg, created_at, amount_micros AS amount, debit_account_id AS other FROM transfer_facts
    WHERE credit_account_id = $1
  UNION ALL
  SELECT ref, kind, leg, created_at, -amount_micros, credit_account_id FROM transfer_facts
    WHERE debit_account_id = $1 AND kind <> 'unlock'
  UNION ALL
  SELECT t.ref, t.kind, t.leg, t.created_at, -t.amount_micros, t.credit_account_id
  FROM lot_facts l JOIN wallet_facts w ON w.id = l.wallet_id JOIN unlock_facts u ON u.reader_id = w.user_id
    AND u.wallet_id = w.id
  JOIN transfer_facts t ON t.ref = u.id AND t.kind = 'unlock' AND t.debit_account_id = l.account_id
    WHERE l.account_id = $1`;

// One statement, so that the page and the balance it begins with are of the same moment.
const LIST = `
  WITH moved AS NOT MATERIALIZED (
    SELECT * FROM (${MOVED}) m WHERE ($2::timestamptz IS NULL OR created_at <= $2) AND ($3::bigint IS NULL OR
      (created_at, ref, kind, leg) < (timestamptz 'epoch' + $3 * interval '1 microsecond', $4::bigint,
        $5::transfer_kind, $6::smallint))
  ), page AS (
    SELECT * FROM moved ORDER BY created_at DESC, ref DESC, kind DESC, leg DESC LIMIT $7
  )
  SELECT p.kind::text, p.ref, p.leg, p.created_at AS at, (extract(epoch
    FROM p.created_at) * 1000000)::bigint AS at_micros,
    p.amount, (SELECT sum(amount) FROM moved) AS total, o.id AS other_id, o.type::text AS other_type
  FROM page p JOIN account_facts o ON o.id = p.other
    ORDER BY p.created_at DESC, p.ref DESC, p.kind DESC, p.leg DESC`;

/** An account's transfers until `at`, newest first, with balances. A foreign cursor starts over. */
export async function listAccountTransfers(
  accountId: bigint,
  options: { at: Date | null; before: string | null },
): Promise<AccountTransfer[]> {
  const cursor = readCursor(options.before ?? '');
  const { rows } = await pool.query<Row>(LIST, [
    accountId,
    options.at,
    ...(cursor ?? [null, null, null, null]),
    TRANSFERS_PAGE + 1,
  ]);
  let balance = BigInt(rows[0]?.total ?? 0);
  return rows.map((row) => {
    const amountMicros = BigInt(row.amount);
    const balanceAfterMicros = balance;
    balance -= amountMicros;
    return {
      kind: row.kind,
      ref: BigInt(row.ref),
      leg: row.leg,
      at: row.at,
      amountMicros,
      balanceAfterMicros,
      other: { id: BigInt(row.other_id), type: row.other_type },
      cursor: `${row.at_micros}.${row.ref}.${row.kind}.${row.leg}`,
    };
  });
}
