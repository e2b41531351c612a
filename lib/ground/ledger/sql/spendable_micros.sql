-- What a wallet can spend at a moment: the sum of its lots that have not expired.
-- Reads only.
CREATE FUNCTION spendable_micros(wallet bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(balance_micros), 0)::bigint FROM lots
  WHERE wallet_id = wallet AND balance_micros > 0 AND (expires_at IS NULL OR expires_at > at)
$$;
