import 'server-only';
import type { ClientBase } from 'pg';

interface Period {
  runId: bigint;
  fromAt: Date;
  untilAt: Date;
  /** The run whose open differences are looked at again, so that none is forgotten. */
  previousRunId: bigint | null;
}

export interface Compared {
  /** Things that moved money on either side. */
  compared: number;
  differences: number;
}

const COMPARE = `
    WITH keys AS (
      SELECT part, key FROM processor_seen WHERE at >= $2::timestamptz AND at < $3::timestamptz
      UNION
      SELECT part, key FROM processor_expected WHERE at >= $2::timestamptz AND at < $3::timestamptz
      UNION
      SELECT category, CASE category WHEN 'disputes' THEN transaction_ref ELSE source_ref END
        FROM reconciliation_differences
      WHERE run_id = $4::bigint
    ), pairs AS (
      SELECT k.part, k.key, s.transaction_ref, s.source_ref, s.currency AS s_currency, s.amount_micros AS
        s_amount, s.fee_micros AS s_fee,
        s.times, s.at AS s_at, b.ref_table, b.ref, b.currency AS b_currency, b.amount_micros AS b_amount,
          b.fee_micros AS b_fee,
        b.row_micros, b.at AS b_at, b.waits
      FROM keys k LEFT JOIN processor_seen s ON s.part = k.part AND s.key = k.key
      LEFT JOIN processor_expected b ON b.part = k.part AND b.key = k.key
      WHERE k.part <> 'own_funds' AND k.key IS NOT NULL AND (s.key IS NOT NULL OR b.key IS NOT NULL)
    ), judged AS (
      SELECT p.*, f.kind, f.processor_micros, f.books_micros FROM pairs p CROSS JOIN LATERAL (VALUES
        (CASE WHEN b_amount IS NULL THEN 'missing_here' WHEN s_amount IS NULL
          AND NOT waits THEN 'missing_there'
          WHEN s_amount IS NULL THEN NULL
          WHEN s_currency <> b_currency THEN 'wrong_currency'
          WHEN s_amount = b_amount THEN NULL
          WHEN part <> 'transfer_returns' AND (times > 1 OR (row_micros <> 0 AND b_amount <> row_micros
            AND b_amount % row_micros = 0 AND b_amount / row_micros > 1))
            THEN 'doubled'
          ELSE 'wrong_amount' END, s_amount, b_amount),
        (CASE WHEN s_fee <> b_fee AND s_currency = b_currency
          AND times = 1 THEN 'wrong_fee' END, s_fee, b_fee)
      ) AS f (kind, processor_micros, books_micros)
    ), written AS (
      INSERT INTO reconciliation_differences (run_id, number, kind, category, currency, transaction_ref,
        source_ref, ref_table, ref,
        processor_micros, books_micros, happened_at, key)
      SELECT $1::bigint, row_number() OVER (ORDER BY coalesce(s_at, b_at), part, key, kind),
        kind::difference_kind, part,
        coalesce(s_currency, b_currency), coalesce(transaction_ref, CASE
          WHEN part = 'disputes' THEN key END), coalesce(source_ref, key),
        ref_table, ref, processor_micros, books_micros, coalesce(s_at, b_at),
        difference_key(kind::difference_kind, part, coalesce(s_currency, b_currency),
          coalesce(transaction_ref, CASE WHEN part = 'disputes' THEN key END),
          coalesce(source_ref, key), processor_micros, books_micros)
      FROM judged WHERE kind IS NOT NULL
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM pairs)::int AS compared, (SELECT count(*) FROM written)::int AS differences`;

/**
 * Holds what Stripe told against what the ledger expects, for everything that happened in [fromAt, untilAt)
 * on either side and what differed before, and writes the differences down. Both sides are found by the thing
 * they are about, so it does not matter which of them was later.
 */
export async function compare(client: ClientBase, period: Period): Promise<Compared> {
  const { runId, fromAt, untilAt, previousRunId } = period;
  const { rows } = await client.query<{ compared: number; differences: number }>(COMPARE, [
    runId,
    fromAt,
    untilAt,
    previousRunId,
  ]);
  return rows[0] ?? { compared: 0, differences: 0 };
}
