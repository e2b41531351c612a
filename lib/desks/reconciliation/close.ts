import 'server-only';
import type { ClientBase } from 'pg';

const CLOSE = `
    WITH told AS (
      SELECT CASE part WHEN 'refund_returns' THEN 'refunds' WHEN 'transfer_returns' THEN 'transfers'
        ELSE part END AS part,
        currency, sum(amount_micros) AS micros
      FROM (SELECT stripe_part(type, category, source_ref) AS part, currency, amount_micros
        FROM processor_transactions) t GROUP BY 1, 2
      UNION ALL
      SELECT 'fees', currency, -sum(fee_micros) FROM processor_transactions GROUP BY 2
    ), clearing AS (
      SELECT id, currency FROM account_facts WHERE type = 'card_clearing' AND creator_id IS NULL
    ), moved AS (
      SELECT a.currency, t.kind::text AS kind, t.leg, t.amount_micros AS micros FROM clearing a
        JOIN transfer_facts t ON t.debit_account_id = a.id
      UNION ALL
      SELECT a.currency, t.kind::text, t.leg, -t.amount_micros FROM clearing a JOIN transfer_facts t
        ON t.credit_account_id = a.id
    ), books AS (
      SELECT CASE WHEN kind = 'top_up' THEN 'charges'
        WHEN kind IN ('processing_fee', 'refund_fee', 'dispute_fee') OR (kind = 'processor_charge'
        AND leg = 1) THEN 'fees'
          WHEN kind IN ('top_up_refund', 'cash_out', 'refund_returned') THEN 'refunds'
          WHEN kind IN ('dispute_opened', 'dispute_won') THEN 'disputes'
          WHEN kind IN ('payout_paid', 'payout_reversed') THEN 'transfers'
            ELSE 'other' END AS part, currency, sum(micros) AS micros
      FROM moved GROUP BY 1, 2
    ), pairs AS (
      SELECT coalesce(s.part, b.part) AS part, s.currency AS s_currency, b.currency AS b_currency,
        s.amount_micros AS s_amount,
        b.amount_micros AS b_amount, s.fee_micros AS s_fee, b.fee_micros AS b_fee, s.key IS NULL
          AND b.waits AS waits
      FROM processor_seen s FULL JOIN processor_expected b ON b.part = s.part AND b.key = s.key
      WHERE coalesce(s.part, b.part) <> 'own_funds'
        AND (s.key IS NULL OR b.key IS NULL OR s.currency <> b.currency OR s.amount_micros <> b.amount_micros
          OR s.fee_micros <> b.fee_micros)
    ), gaps AS (
      SELECT CASE part WHEN 'refund_returns' THEN 'refunds' WHEN 'transfer_returns' THEN 'transfers'
        ELSE part END AS part,
        currency, waits, micros FROM (
        SELECT part, s_currency AS currency, waits, s_amount AS micros FROM pairs WHERE s_amount IS NOT NULL
        UNION ALL SELECT part, b_currency, waits, -b_amount FROM pairs WHERE b_amount IS NOT NULL
        UNION ALL SELECT 'fees', s_currency, waits, -s_fee FROM pairs WHERE s_fee IS NOT NULL
        UNION ALL SELECT 'fees', b_currency, waits, b_fee FROM pairs WHERE b_fee IS NOT NULL
      ) sides
    ), explained AS (
      SELECT part, currency, coalesce(sum(micros) FILTER (WHERE waits), 0) AS timing, coalesce(sum(micros)
        FILTER (WHERE NOT waits), 0) AS differences
      FROM (
        SELECT * FROM gaps
        UNION ALL
        -- Sent, but not at the bank yet: the ledger has it in transit.
        SELECT 'transfers', currency, true, -(amount_micros - reversed_micros) FROM payouts
          WHERE transfer_ref IS NOT NULL AND paid_at IS NULL
        UNION ALL
        -- Between the platform's bank and its balance at Stripe: no account of the ledger.
        SELECT 'own_funds', currency, true, micros FROM told WHERE part = 'own_funds'
      ) all_gaps GROUP BY 1, 2
    ), parts AS (
      SELECT part, currency FROM told UNION SELECT part, currency FROM books UNION SELECT part, currency
        FROM explained
    ), closings AS (
      SELECT p.currency, p.part, coalesce(t.micros, 0) AS stripe, coalesce(b.micros, 0) AS books,
        coalesce(e.timing, 0) AS timing,
        coalesce(e.differences, 0) AS differences
      FROM parts p LEFT JOIN told t USING (part, currency) LEFT JOIN books b USING (part, currency) LEFT
        JOIN explained e USING (part, currency)
      UNION ALL
      -- What Stripe says it has, against the sum of all that it told.
      SELECT coalesce(s.currency, x.currency), 'balance', coalesce(s.micros, 0), coalesce(x.micros, 0), 0, 0
      FROM unnest($2::text[], $3::bigint[]) AS s (currency, micros)
      FULL JOIN (SELECT currency::text, sum(amount_micros - fee_micros) AS micros FROM processor_transactions
        GROUP BY 1) x ON x.currency = s.currency
    ), written AS (
      INSERT INTO reconciliation_closings (run_id, currency, category, processor_micros, books_micros,
        timing_micros, differences_micros)
      SELECT $1::bigint, currency, part, stripe, books, timing, differences FROM closings
      WHERE (stripe, books, timing, differences) IS DISTINCT FROM (0, 0, 0, 0)
      RETURNING processor_micros - books_micros - timing_micros - differences_micros <> 0 AS unexplained
    )
    SELECT coalesce(bool_or(unexplained), false) AS unexplained FROM written`;

/**
 * Writes the closing balance of card clearing down, part by part and currency by currency, against what
 * Stripe has: how much of the gap is a matter of time, how much are differences that are listed. Resolves to
 * whether something is left that nothing explains. `balances` is what Stripe says it has.
 */
export async function close(
  client: ClientBase,
  runId: bigint,
  balances: ReadonlyMap<string, bigint>,
): Promise<boolean> {
  const { rows } = await client.query<{ unexplained: boolean }>(CLOSE, [
    runId,
    [...balances.keys()],
    [...balances.values()],
  ]);
  return rows[0]?.unexplained === true;
}
