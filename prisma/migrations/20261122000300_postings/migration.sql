-- Opening accounts, and every posting that is not an unlock. Each is safe to repeat: the transfers' own key
-- (ref, kind, leg) makes a second posting impossible.

CREATE FUNCTION platform_account(wanted account_type, in_currency char(3)) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts
    WHERE type = wanted AND currency = in_currency AND creator_id IS NULL AND type NOT IN ('paid_lot', 'promotional_lot');
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (type, currency) VALUES (wanted, in_currency) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- The reader's wallet in this currency with its paid lot, made on first use.
CREATE FUNCTION open_wallet(reader bigint, in_currency char(3), in_time_zone text) RETURNS SETOF wallets LANGUAGE plpgsql AS $$
DECLARE
  opened bigint;
  lot bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM wallets WHERE user_id = reader AND currency = in_currency) THEN
    -- On a conflict this waits for the other transaction; the row below is then the other's.
    INSERT INTO wallets (user_id, currency, time_zone) VALUES (reader, in_currency, coalesce(in_time_zone, 'UTC'))
    ON CONFLICT (user_id, currency) DO NOTHING RETURNING id INTO opened;
    IF opened IS NOT NULL THEN
      INSERT INTO accounts (type, currency) VALUES ('paid_lot', in_currency) RETURNING id INTO lot;
      INSERT INTO lots (account_id, wallet_id, kind) VALUES (lot, opened, 'paid');
    END IF;
  END IF;
  RETURN QUERY SELECT * FROM wallets WHERE user_id = reader AND currency = in_currency;
END $$;

CREATE FUNCTION creator_account(creator bigint, wanted account_type, in_currency char(3)) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts WHERE creator_id = creator AND type = wanted AND currency = in_currency;
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (type, currency, creator_id, balance_micros)
    VALUES (wanted, in_currency, creator, CASE WHEN wanted <> 'creator_pending' THEN 0 END) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- Posts one transfer unless this business row has it already. True: posted now. A repeat with other accounts or another
-- amount is an error, never a second posting.
CREATE FUNCTION post_once(
  for_ref bigint, for_kind transfer_kind, for_leg int, debit bigint, credit bigint, amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE posted transfers;
BEGIN
  INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
  VALUES (for_ref, for_kind, for_leg, debit, credit, amount, clock_timestamp()) ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN true; END IF;
  SELECT * INTO posted FROM transfers WHERE ref = for_ref AND kind = for_kind AND leg = for_leg;
  IF (posted.debit_account_id, posted.credit_account_id, posted.amount_micros) IS DISTINCT FROM (debit, credit, amount) THEN
    RAISE EXCEPTION '% % was posted before with other accounts or another amount', for_kind, for_ref
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN false;
END $$;

CREATE FUNCTION post_top_up(top_up bigint, wallet bigint, amount bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
BEGIN
  SELECT l.account_id, w.currency INTO lot, lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF lot IS NULL THEN RAISE EXCEPTION 'wallet % is unknown', wallet USING ERRCODE = 'no_data_found'; END IF;
  IF NOT post_once(top_up, 'top_up', 0, platform_account('card_clearing', lot_currency), lot, amount) THEN RETURN false; END IF;
  UPDATE lots SET balance_micros = balance_micros + amount WHERE account_id = lot;
  RETURN true;
END $$;

-- A gift: one promotional lot. Null: this wallet has a grant of this key already.
CREATE FUNCTION grant_promotion(wallet bigint, amount bigint, key text, expires timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  gift bigint;
  lot_currency char(3);
BEGIN
  SELECT w.currency INTO lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF lot_currency IS NULL THEN RAISE EXCEPTION 'wallet % is unknown', wallet USING ERRCODE = 'no_data_found'; END IF;
  IF EXISTS (SELECT FROM grants WHERE wallet_id = wallet AND grant_key = key) THEN RETURN NULL; END IF;
  INSERT INTO accounts (type, currency) VALUES ('promotional_lot', lot_currency) RETURNING id INTO lot;
  INSERT INTO lots (account_id, wallet_id, kind, balance_micros, expires_at) VALUES (lot, wallet, 'promotional', amount, expires);
  INSERT INTO grants (wallet_id, lot_account_id, amount_micros, grant_key, expires_at)
  VALUES (wallet, lot, amount, key, expires) RETURNING id INTO gift;
  PERFORM post_once(gift, 'grant', 0, platform_account('promotions', lot_currency), lot, amount);
  RETURN gift;
END $$;

-- Takes back what is left of gifts whose date has passed; at most `batch` of them. Returns how many were dealt with.
-- A wallet that is busy is left for the next run.
CREATE FUNCTION expire_grants(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  g record;
  left_over bigint;
  dealt int := 0;
BEGIN
  FOR g IN
    SELECT gr.id, gr.lot_account_id, w.currency FROM grants gr
    JOIN wallets w ON w.id = gr.wallet_id JOIN lots paid ON paid.wallet_id = w.id AND paid.kind = 'paid'
    WHERE gr.expires_at <= now() AND gr.expired_at IS NULL
    ORDER BY gr.expires_at LIMIT batch FOR NO KEY UPDATE OF gr, paid SKIP LOCKED
  LOOP
    SELECT balance_micros INTO left_over FROM lots WHERE account_id = g.lot_account_id;
    IF left_over > 0 THEN
      PERFORM post_once(g.id, 'grant_expiry', 0, g.lot_account_id, platform_account('promotions', g.currency), left_over);
      UPDATE lots SET balance_micros = 0 WHERE account_id = g.lot_account_id;
    END IF;
    UPDATE grants SET expired_at = clock_timestamp() WHERE id = g.id;
    dealt := dealt + 1;
  END LOOP;
  RETURN dealt;
END $$;

-- Takes an unlock back. Statuses: refunded, already_refunded, not_found, window_over, quota_used, settled.
-- The money returns to the lots that it came from; what came from a gift whose date has passed returns to promotions.
-- `amount` is what the reader's lots got back.
CREATE FUNCTION refund_unlock(
  reader bigint, unlock bigint, window_minutes int, quota int, quota_days int,
  OUT status text, OUT amount bigint, OUT balance bigint, OUT item bigint
) LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  at timestamptz;
  pending bigint;
  promotions bigint;
BEGIN
  -- All wallets of the reader, because the quota is the reader's.
  PERFORM FROM lots WHERE wallet_id IN (SELECT id FROM wallets WHERE user_id = reader)
  ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE;
  at := clock_timestamp();
  SELECT * INTO u FROM unlocks WHERE id = unlock AND reader_id = reader;
  IF u.id IS NULL THEN status := 'not_found'; RETURN; END IF;
  item := u.item_id;

  IF u.refunded_at IS NOT NULL THEN
    status := 'already_refunded';
  ELSE
    SELECT credit_account_id INTO STRICT pending FROM transfers WHERE ref = unlock AND kind = 'unlock' LIMIT 1;
    -- Shared with other refunds, exclusive of a settlement.
    PERFORM FROM accounts WHERE id = pending FOR SHARE;
    IF EXISTS (
      SELECT FROM settlements s JOIN accounts a ON a.creator_id = s.creator_id AND a.currency = s.currency
      WHERE a.id = pending AND s.from_at < u.created_at AND s.cutoff_at >= u.created_at
    ) THEN status := 'settled'; RETURN; END IF;
    IF at > u.created_at + make_interval(mins => window_minutes) THEN status := 'window_over'; RETURN; END IF;
    IF (SELECT count(*) FROM unlocks WHERE reader_id = reader AND refunded_at > at - make_interval(days => quota_days)) >= quota THEN
      status := 'quota_used'; RETURN;
    END IF;

    SELECT platform_account('promotions', w.currency) INTO promotions FROM wallets w WHERE w.id = u.wallet_id;
    WITH returned AS (
      INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
      SELECT t.ref, 'unlock_refund', t.leg, t.credit_account_id,
        CASE WHEN l.expires_at <= at THEN promotions ELSE t.debit_account_id END, t.amount_micros, at
      FROM transfers t JOIN lots l ON l.account_id = t.debit_account_id
      WHERE t.ref = unlock AND t.kind = 'unlock'
      RETURNING credit_account_id, amount_micros
    )
    UPDATE lots SET balance_micros = lots.balance_micros + r.amount_micros
    FROM returned r WHERE lots.account_id = r.credit_account_id;
    UPDATE unlocks SET refunded_at = at WHERE id = unlock;
    status := 'refunded';
  END IF;

  SELECT coalesce(sum(t.amount_micros), 0)::bigint INTO amount
  FROM transfers t JOIN lots l ON l.account_id = t.credit_account_id WHERE t.ref = unlock AND t.kind = 'unlock_refund';
  balance := spendable_micros(u.wallet_id, at);
END $$;
