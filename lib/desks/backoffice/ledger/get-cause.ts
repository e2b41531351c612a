import 'server-only';
import { pool } from '@/lib/core/db';
import type { AccountType, TransferKind } from '@/lib/generated/prisma/enums';
import { CAUSES, type CauseTable, causeTableOf } from './causes';
import type { TransferRow } from './stream-transfers';

interface Leg {
  kind: TransferKind;
  leg: number;
  at: Date;
  currency: string;
  amountMicros: bigint;
  debit: { id: bigint; type: AccountType };
  credit: { id: bigint; type: AccountType };
}

export interface Cause {
  table: CauseTable;
  id: bigint;
  /** Null: transfers name it, but the row is not there. That breaks a law of the ledger. */
  row: {
    userId: bigint | null;
    email: string | null;
    amountMicros: bigint | null;
    currency: string | null;
    status: string | null;
    createdAt: Date | null;
    processorRef: string | null;
    detail: string | null;
  } | null;
  legs: Leg[];
}

interface CauseRow {
  user_id: string | null;
  email: string | null;
  micros: string | null;
  currency: string | null;
  status: string | null;
  created_at: Date | null;
  processor_ref: string | null;
  detail: string | null;
}

type LegRow = Omit<TransferRow, 'ref'>;

const LEGS = `
  SELECT t.kind::text, t.leg, t.created_at AS at, trim(d.currency) AS currency, t.amount_micros AS micros,
    d.id AS debit_id, d.type::text AS debit_type, c.id AS credit_id, c.type::text AS credit_type
  FROM transfer_facts t JOIN account_facts d ON d.id = t.debit_account_id JOIN account_facts c
    ON c.id = t.credit_account_id
  WHERE t.ref = $1 AND t.kind = ANY ($2::transfer_kind[]) ORDER BY t.created_at, t.kind, t.leg`;

/** The business row behind a transfer with all that it moved; null when there is neither. */
export async function getCause(kind: string, ref: bigint): Promise<Cause | null> {
  const table = causeTableOf(kind);
  if (!table) return null;
  const [found, legs] = await Promise.all([
    pool.query<CauseRow>(
      `SELECT cause.*, u.email FROM (${CAUSES[table].sql}) cause LEFT JOIN users u ON u.id = cause.user_id`,
      [ref],
    ),
    pool.query<LegRow>(LEGS, [ref, CAUSES[table].kinds]),
  ]);
  const row = found.rows[0];
  if (!row && legs.rows.length === 0) return null;
  return { table, id: ref, row: row ? toRow(row) : null, legs: legs.rows.map(toLeg) };
}

const big = (text: string | null) => (text === null ? null : BigInt(text));

function toRow(row: CauseRow): Cause['row'] {
  return {
    userId: big(row.user_id),
    email: row.email,
    amountMicros: big(row.micros),
    currency: row.currency?.trim() ?? null,
    status: row.status,
    createdAt: row.created_at,
    processorRef: row.processor_ref,
    detail: row.detail,
  };
}

function toLeg(row: LegRow): Leg {
  return {
    kind: row.kind,
    leg: row.leg,
    at: row.at,
    currency: row.currency,
    amountMicros: BigInt(row.micros),
    debit: { id: BigInt(row.debit_id), type: row.debit_type },
    credit: { id: BigInt(row.credit_id), type: row.credit_type },
  };
}
