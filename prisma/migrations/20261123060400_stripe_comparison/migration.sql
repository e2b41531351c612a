-- Both sides of the comparison with Stripe, in the same form: one row per thing that moved money on Stripe's balance.

-- Which part of the books a balance transaction belongs to.
CREATE FUNCTION stripe_part(type text, category text, source text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN type IN ('charge', 'payment') THEN 'charges'
    WHEN type IN ('refund', 'payment_refund') THEN 'refunds'
    WHEN type = 'refund_failure' THEN 'refund_returns'
    WHEN starts_with(category, 'dispute') OR starts_with(source, 'dp_') OR starts_with(source, 'du_') THEN 'disputes'
    WHEN type = 'transfer' THEN 'transfers'
    WHEN type IN ('transfer_refund', 'transfer_cancel', 'transfer_failure') THEN 'transfer_returns'
    WHEN type IN ('topup', 'topup_reversal', 'payout', 'payout_cancel', 'payout_failure') THEN 'own_funds'
    ELSE 'other'
  END
$$;

-- What Stripe has. A second transaction for the same thing shows in `times`.
CREATE VIEW stripe_seen AS
  SELECT part, key, min(currency) AS currency, min(id) AS transaction_id, min(source_id) AS source_id,
    sum(amount_micros)::bigint AS amount_micros, sum(fee_micros)::bigint AS fee_micros, count(*)::int AS times, min(created_at) AS at
  FROM (
    SELECT *, stripe_part(type, category, source_id) AS part,
      CASE stripe_part(type, category, source_id) WHEN 'disputes' THEN id WHEN 'transfer_returns' THEN coalesce(parent_id, id)
        ELSE coalesce(source_id, id) END AS key
    FROM stripe_transactions
  ) told GROUP BY part, key;

-- What the ledger has, signed as Stripe would sign it. `row_micros` is what the business row says; `waits`: Stripe may
-- still be silent about it.
CREATE VIEW stripe_expected AS
  SELECT 'charges' AS part, t.charge_id AS key, 'top_ups' AS ref_table, t.id AS ref, w.currency, p.amount AS amount_micros,
    p.fee AS fee_micros, t.amount_micros AS row_micros, t.paid_at AS at,
    t.balance_transaction_id IS NULL AND t.paid_at > now() - interval '3 days' AS waits
  FROM top_ups t JOIN wallets w ON w.id = t.wallet_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'top_up'), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'processing_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = t.id AND x.kind IN ('top_up', 'processing_fee')) p
  WHERE t.status = 'paid' AND t.charge_id IS NOT NULL
  UNION ALL
  SELECT 'refunds', coalesce(r.stripe_refund_id, 'refund-' || r.id), 'refunds', r.id, r.currency, -p.amount, p.fee, -r.amount_micros,
    r.created_at, r.status IN ('created', 'pending', 'requires_action')
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind IN ('top_up_refund', 'cash_out')), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'refund_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = r.id AND x.kind::text IN ('top_up_refund', 'cash_out', 'refund_fee')) p
  WHERE r.status NOT IN ('failed', 'canceled') OR r.balance_transaction_id IS NOT NULL
  UNION ALL
  SELECT 'refund_returns', r.stripe_refund_id, 'refunds', r.id, r.currency, p.amount, 0, r.amount_micros, r.ended_at,
    r.return_transaction_id IS NULL AND r.ended_at > now() - interval '3 days'
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = r.id AND x.kind::text = 'refund_returned') p
  WHERE r.status IN ('failed', 'canceled') AND r.balance_transaction_id IS NOT NULL
  UNION ALL
  SELECT 'disputes', m.balance_transaction_id, 'disputes', d.id, d.currency, p.amount, p.fee, m.amount_micros, m.created_at, false
  FROM dispute_movements m JOIN disputes d ON d.id = m.dispute_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE x.kind WHEN 'dispute_opened' THEN -x.amount_micros WHEN 'dispute_won' THEN x.amount_micros END), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'dispute_fee'), 0)::bigint * CASE WHEN m.fee_micros < 0 THEN -1 ELSE 1 END AS fee
    FROM transfers x WHERE x.ref = d.id AND x.leg = m.leg AND x.kind::text IN ('dispute_opened', 'dispute_won', 'dispute_fee')) p
  UNION ALL
  SELECT 'transfers', o.transfer_id, 'payouts', o.id, o.currency, -p.amount, 0, -o.amount_micros, coalesce(o.sent_at, o.created_at), false
  FROM payouts o CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = o.id AND x.kind = 'payout_sent') p
  WHERE o.transfer_id IS NOT NULL
  UNION ALL
  SELECT 'transfer_returns', o.transfer_id, 'payouts', o.id, o.currency, o.reversed_micros, 0, o.reversed_micros,
    coalesce(o.ended_at, o.sent_at, o.created_at), false
  FROM payouts o WHERE o.transfer_id IS NOT NULL AND o.reversed_micros > 0;
