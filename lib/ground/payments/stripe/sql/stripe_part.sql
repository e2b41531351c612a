-- Which part of the books a balance transaction of Stripe's belongs to.
-- Takes its type, its reporting category and its source.
CREATE FUNCTION stripe_part(type text, category text, source text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN type IN ('charge', 'payment') THEN 'charges'
    WHEN type IN ('refund', 'payment_refund') THEN 'refunds'
    WHEN type = 'refund_failure' THEN 'refund_returns'
    WHEN starts_with(category, 'dispute') OR starts_with(source, 'dp_')
      OR starts_with(source, 'du_') THEN 'disputes'
    WHEN type = 'transfer' THEN 'transfers'
    WHEN type IN ('transfer_refund', 'transfer_cancel', 'transfer_failure') THEN 'transfer_returns'
    WHEN type IN ('topup', 'topup_reversal', 'payout', 'payout_cancel', 'payout_failure') THEN 'own_funds'
    ELSE 'other'
  END
$$;
