-- What the ledger has, one row per thing, signed as the processor would sign it. `row_micros` is what the
-- business row says; `waits`: the processor may still be silent about it.
CREATE VIEW processor_expected AS
  SELECT 'charges' AS part, t.charge_ref AS key, 'top_ups' AS ref_table, t.id AS ref, w.currency,
    p.amount AS amount_micros,
    p.fee AS fee_micros, t.amount_micros AS row_micros, t.paid_at AS at,
    t.transaction_ref IS NULL AND t.paid_at > now() - interval '3 days' AS waits
  FROM top_ups t JOIN wallets w ON w.id = t.wallet_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'top_up'), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'processing_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = t.id AND x.kind IN ('top_up', 'processing_fee')) p
  WHERE t.status = 'paid' AND t.charge_ref IS NOT NULL
  UNION ALL
  SELECT 'refunds', coalesce(r.refund_ref, 'refund-' || r.id), 'refunds', r.id, r.currency, -p.amount, p.fee,
    -r.amount_micros,
    r.created_at, r.status IN ('created', 'pending', 'requires_action')
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind IN ('top_up_refund', 'cash_out')),
      0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'refund_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = r.id AND x.kind::text IN ('top_up_refund', 'cash_out', 'refund_fee')) p
  WHERE r.status NOT IN ('failed', 'canceled') OR r.transaction_ref IS NOT NULL
  UNION ALL
  SELECT 'refund_returns', r.refund_ref, 'refunds', r.id, r.currency, p.amount, 0, r.amount_micros,
    r.ended_at,
    r.return_transaction_ref IS NULL AND r.ended_at > now() - interval '3 days'
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = r.id
      AND x.kind::text = 'refund_returned') p
  WHERE r.status IN ('failed', 'canceled') AND r.transaction_ref IS NOT NULL
  UNION ALL
  SELECT 'disputes', m.transaction_ref, 'disputes', d.id, d.currency, p.amount, p.fee, m.amount_micros,
    m.created_at, false
  FROM dispute_movements m JOIN disputes d ON d.id = m.dispute_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE x.kind WHEN 'dispute_opened' THEN -x.amount_micros
      WHEN 'dispute_won' THEN x.amount_micros END), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'dispute_fee'), 0)::bigint * CASE
        WHEN m.fee_micros < 0 THEN -1 ELSE 1 END AS fee
    FROM transfers x WHERE x.ref = d.id AND x.leg = m.leg
      AND x.kind::text IN ('dispute_opened', 'dispute_won', 'dispute_fee')) p
  UNION ALL
  SELECT 'transfers', o.transfer_ref, 'payouts', o.id, o.currency, -p.amount, 0, -o.amount_micros,
    coalesce(o.sent_at, o.created_at), false
  FROM payouts o CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = o.id
      AND x.kind = 'payout_sent') p
  WHERE o.transfer_ref IS NOT NULL
  UNION ALL
  SELECT 'transfer_returns', o.transfer_ref, 'payouts', o.id, o.currency, o.reversed_micros, 0,
    o.reversed_micros,
    coalesce(o.ended_at, o.sent_at, o.created_at), false
  FROM payouts o WHERE o.transfer_ref IS NOT NULL AND o.reversed_micros > 0
  UNION ALL
  SELECT 'other', c.key, 'processor_charges', c.id, c.currency, p.amount, p.fee, c.amount_micros,
    c.happened_at, false
  FROM processor_charges c CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN x.amount_micros
      ELSE -x.amount_micros END) FILTER (WHERE x.leg = 0), 0)::bigint AS amount,
      coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN -x.amount_micros
        ELSE x.amount_micros END) FILTER (WHERE x.leg = 1), 0)::bigint AS fee
    FROM transfers x JOIN accounts d ON d.id = x.debit_account_id WHERE x.ref = c.id
      AND x.kind = 'processor_charge') p
  WHERE c.status = 'posted';
