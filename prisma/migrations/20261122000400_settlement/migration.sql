-- Settlement, and balances at any moment.

-- The creators' pending accounts that were credited by unlocks after their last settlement and until `cutoff`.
CREATE FUNCTION accounts_to_settle(cutoff timestamptz) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT a.id FROM accounts a
  WHERE a.type = 'creator_pending' AND EXISTS (
    SELECT FROM transfers t WHERE t.credit_account_id = a.id AND t.kind = 'unlock' AND t.created_at <= cutoff
      AND t.created_at > coalesce((SELECT max(s.cutoff_at) FROM settlements s WHERE s.creator_id = a.creator_id AND s.currency = a.currency), '-infinity'))
  ORDER BY a.id
$$;

-- Turns what one creator earned from the last settlement until `cutoff` into available earnings and the platform's fee, in
-- one posting. The fee is taken on the whole, rounded down, so that what rounding there is goes to the creator. Null: there
-- was nothing to settle, also because it has been done. Unlocks that were taken back count for nothing.
CREATE FUNCTION settle_account(pending_id bigint, cutoff timestamptz, fee_percent int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  pending accounts;
  available bigint;
  since timestamptz;
  unlocks_settled int;
  gross bigint;
  fee bigint;
  settled bigint;
BEGIN
  -- Waits for refunds in flight and keeps new ones out; settlements of one creator go one after the other.
  SELECT * INTO pending FROM accounts WHERE id = pending_id AND type = 'creator_pending' FOR UPDATE;
  IF pending.id IS NULL THEN RAISE EXCEPTION 'account % is not a pending account', pending_id USING ERRCODE = 'no_data_found'; END IF;
  SELECT coalesce(max(cutoff_at), '-infinity') INTO since FROM settlements WHERE creator_id = pending.creator_id AND currency = pending.currency;
  SELECT count(DISTINCT t.ref), coalesce(sum(t.amount_micros), 0) INTO unlocks_settled, gross
  FROM transfers t JOIN unlocks u ON u.id = t.ref AND u.refunded_at IS NULL
  WHERE t.credit_account_id = pending_id AND t.kind = 'unlock' AND t.created_at > since AND t.created_at <= cutoff;
  IF gross = 0 THEN RETURN NULL; END IF;

  fee := gross * fee_percent / 100;
  available := creator_account(pending.creator_id, 'creator_available', pending.currency);
  INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros, fee_micros, net_micros)
  VALUES (pending.creator_id, pending.currency, greatest(since, timestamptz 'epoch'), cutoff, unlocks_settled, gross, fee, gross - fee)
  RETURNING id INTO settled;
  IF gross > fee THEN
    PERFORM post_once(settled, 'settlement', 0, pending_id, available, gross - fee);
    UPDATE accounts SET balance_micros = balance_micros + gross - fee WHERE id = available;
  END IF;
  IF fee > 0 THEN
    PERFORM post_once(settled, 'platform_fee', 0, pending_id, platform_account('platform_fees', pending.currency), fee);
  END IF;
  RETURN settled;
END $$;

-- Credits minus debits of any account until `at`, inclusive. Unlocks have no index by debit: a lot's are found through
-- its reader.
CREATE FUNCTION account_balance_at(account bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (
    (SELECT coalesce(sum(amount_micros), 0) FROM transfers WHERE credit_account_id = account AND created_at <= at)
    - (SELECT coalesce(sum(amount_micros), 0) FROM transfers WHERE debit_account_id = account AND kind <> 'unlock' AND created_at <= at)
    - (SELECT coalesce(sum(t.amount_micros), 0)
       FROM lots l JOIN wallets w ON w.id = l.wallet_id
       JOIN LATERAL (
         SELECT id FROM unlocks WHERE reader_id = w.user_id AND wallet_id = w.id AND refunded_at IS NULL AND created_at <= at
         UNION ALL
         SELECT id FROM unlocks WHERE reader_id = w.user_id AND wallet_id = w.id AND refunded_at IS NOT NULL AND created_at <= at
       ) u ON true
       JOIN transfers t ON t.ref = u.id AND t.kind = 'unlock' AND t.debit_account_id = l.account_id
       WHERE l.account_id = account)
  )::bigint
$$;

-- Puts a balance right: `amount` is signed, from or to the adjustments account. A lot and a stored balance move with it; a
-- CHECK keeps both from falling below zero. True: posted now; a repeat of the same adjustment posts nothing.
CREATE FUNCTION post_adjustment(adjustment bigint, account bigint, amount bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  adjusted accounts;
  other bigint;
  posted boolean;
BEGIN
  PERFORM FROM lots paid WHERE paid.kind = 'paid' AND paid.wallet_id = (SELECT wallet_id FROM lots WHERE account_id = account)
  FOR NO KEY UPDATE;
  SELECT * INTO adjusted FROM accounts WHERE id = account;
  IF adjusted.id IS NULL THEN RAISE EXCEPTION 'account % is unknown', account USING ERRCODE = 'no_data_found'; END IF;
  other := platform_account('adjustments', adjusted.currency);
  posted := CASE WHEN amount > 0 THEN post_once(adjustment, 'adjustment', 0, other, account, amount)
    ELSE post_once(adjustment, 'adjustment', 0, account, other, -amount) END;
  IF posted THEN
    UPDATE lots SET balance_micros = balance_micros + amount WHERE account_id = account;
    UPDATE accounts SET balance_micros = balance_micros + amount WHERE id = account AND balance_micros IS NOT NULL;
  END IF;
  RETURN posted;
END $$;
