-- Settles one pending account: pending → available (net) and platform fees. Gifts pay for all of the net that
-- is not earned from paid money, whose part is rounded down.
-- Takes the account, the cut-off and the fee in percent. Gives the settlement; null if there is nothing to
-- settle.
-- Locks the pending account: waits for refunds in flight and keeps new ones out; settlements of one creator
-- go one after the other. Raises ZF004 if it is no pending account.
CREATE FUNCTION settle_account(pending_id bigint, cutoff timestamptz, fee_percent int) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  pending accounts;
  available bigint;
  since timestamptz;
  unlocks_settled int;
  gross bigint;
  paid bigint;
  fee bigint;
  settled bigint;
BEGIN
  -- Waits for refunds in flight and keeps new ones out; settlements of one creator go one after the other.
  SELECT * INTO pending FROM accounts WHERE id = pending_id AND type = 'creator_pending' FOR UPDATE;
  IF pending.id IS NULL THEN
    RAISE EXCEPTION 'account % is not a pending account', pending_id USING ERRCODE = 'ZF004';
  END IF;
  SELECT coalesce(max(cutoff_at), '-infinity') INTO since FROM settlements
    WHERE creator_id = pending.creator_id AND currency = pending.currency;
  SELECT count(DISTINCT t.ref), coalesce(sum(t.amount_micros), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE l.kind = 'paid'), 0)
  INTO unlocks_settled, gross, paid
  FROM transfers t JOIN unlocks u ON u.id = t.ref AND u.refunded_at IS NULL
    JOIN lots l ON l.account_id = t.debit_account_id
  WHERE t.credit_account_id = pending_id AND t.kind = 'unlock' AND t.created_at > since
    AND t.created_at <= cutoff;
  IF gross = 0 THEN RETURN NULL; END IF;

  fee := gross * fee_percent / 100;
  available := creator_account(pending.creator_id, 'creator_available', pending.currency);
  INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros, fee_micros,
    net_micros, gift_micros)
  VALUES (pending.creator_id, pending.currency, greatest(since, timestamptz 'epoch'), cutoff, unlocks_settled,
    gross, fee, gross - fee,
    gross - fee - floor((gross - fee)::numeric * paid / gross)::bigint)
  RETURNING id INTO settled;
  IF gross > fee THEN
    PERFORM post_once(settled, 'settlement', 0, pending_id, available, gross - fee);
    UPDATE accounts SET balance_micros = balance_micros + gross - fee WHERE id = available;
  END IF;
  IF fee > 0 THEN
    PERFORM post_once(settled, 'platform_fee', 0, pending_id,
      platform_account('platform_fees', pending.currency), fee);
  END IF;
  RETURN settled;
END $$;
