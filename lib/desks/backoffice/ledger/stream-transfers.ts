import 'server-only';
import type { AccountType, TransferKind } from '@/lib/generated/prisma/enums';
import { type LedgerFilters, typesOf } from './filters';
import type { Snapshot } from './stream-rows';

export interface ExportFilters extends LedgerFilters {
  accountId: bigint | null;
}

export interface TransferRow {
  kind: TransferKind;
  ref: string;
  leg: number;
  at: Date;
  currency: string;
  micros: string;
  debit_id: string;
  debit_type: AccountType;
  credit_id: string;
  credit_type: AccountType;
}

const SELECT = `
  SELECT t.kind::text, t.ref, t.leg, t.created_at AS at, trim(d.currency) AS currency, t.amount_micros AS
    micros,
    d.id AS debit_id, d.type::text AS debit_type, c.id AS credit_id, c.type::text AS credit_type
  FROM transfer_facts t JOIN account_facts d ON d.id = t.debit_account_id JOIN account_facts c
    ON c.id = t.credit_account_id
  WHERE ($1::text[] IS NULL OR d.type = ANY ($1::account_type[]) OR c.type = ANY ($1::account_type[]))
    AND ($2::text = '' OR d.currency = $2) AND ($3::text = '' OR t.kind = $3::transfer_kind)
    AND ($4::timestamptz IS NULL OR t.created_at >= $4) AND ($5::timestamptz IS NULL OR t.created_at <= $5)
    AND ($6::bigint IS NULL OR t.debit_account_id = $6 OR t.credit_account_id = $6)
  ORDER BY t.created_at, t.ref, t.kind, t.leg`;

/** The transfers that the filters leave, the oldest first. PostgreSQL sorts, on disk where it must. */
export function streamTransfers(snapshot: Snapshot, filters: ExportFilters): AsyncGenerator<TransferRow> {
  return snapshot.rows<TransferRow>(SELECT, [
    typesOf(filters.type),
    filters.currency,
    filters.kind,
    filters.from,
    filters.at,
    filters.accountId,
  ]);
}
