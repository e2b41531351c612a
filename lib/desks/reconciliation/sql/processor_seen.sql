-- What the processor has: one row per thing that moved money on its balance. A second transaction for the
-- same thing shows in `times`.
CREATE VIEW processor_seen AS
  SELECT part, key, min(currency) AS currency, min(id) AS transaction_ref, min(source_ref) AS source_ref,
    sum(amount_micros)::bigint AS amount_micros, sum(fee_micros)::bigint AS fee_micros,
      count(*)::int AS times, min(created_at) AS at
  FROM (
    SELECT id, source_ref, currency, amount_micros, fee_micros, created_at,
      stripe_part(type, category, source_ref) AS part,
      CASE stripe_part(type, category, source_ref) WHEN 'disputes' THEN id
        WHEN 'transfer_returns' THEN coalesce(parent_ref, id)
        ELSE coalesce(source_ref, id) END AS key
    FROM processor_transactions
  ) told GROUP BY part, key;
