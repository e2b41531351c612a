-- Takes an unlock back for its reader: creator pending → the same lots; the part of an expired gift →
-- promotions.
-- Takes reader, unlock, the window in minutes, and how many refunds the reader has in how many days.
-- Gives a status (refunded, already_refunded, not_found, key_shown, settled, window_over, quota_used), what
-- came back, the balance and the item.
-- Locks all lots of the reader in the order of spend(), because the quota is the reader's; the licence key;
-- and shares the pending account with other refunds, but not with a settlement.
CREATE FUNCTION refund_unlock(
  reader bigint, unlock bigint, window_minutes int, quota int, quota_days int,
  OUT status text, OUT amount bigint, OUT balance bigint, OUT item bigint
) LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  at timestamptz;
  pending bigint;
  promotions bigint;
  freed_key bigint;
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
    -- Shared with show_licence_key: of the two, one comes first.
    PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || u.item_id || ':' || reader, 0));
    IF EXISTS (SELECT FROM licence_keys WHERE unlock_id = unlock AND shown_at IS NOT NULL) THEN
      status := 'key_shown'; RETURN;
    END IF;
    SELECT credit_account_id INTO STRICT pending FROM transfers WHERE ref = unlock AND kind = 'unlock'
      LIMIT 1;
    -- Shared with other refunds, exclusive of a settlement.
    PERFORM FROM accounts WHERE id = pending FOR SHARE;
    IF EXISTS (
      SELECT FROM settlements s JOIN accounts a ON a.creator_id = s.creator_id AND a.currency = s.currency
      WHERE a.id = pending AND s.from_at < u.created_at AND s.cutoff_at >= u.created_at
    ) THEN status := 'settled'; RETURN; END IF;
    IF at > u.created_at + make_interval(mins => window_minutes) THEN status := 'window_over'; RETURN; END IF;
    IF (SELECT count(*) FROM unlocks WHERE reader_id = reader
      AND refunded_at > at - make_interval(days => quota_days)) >= quota THEN
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
    -- Nobody has seen its key: the next reader can have it; one that was made here goes.
    WITH freed AS (UPDATE licence_keys SET unlock_id = NULL, given_at = NULL WHERE unlock_id = unlock
      RETURNING id)
    SELECT id INTO freed_key FROM freed;
    DELETE FROM licence_keys k USING items i WHERE k.id = freed_key AND i.id = k.item_id
      AND i.key_supply = 'generated';
    status := 'refunded';
  END IF;

  SELECT coalesce(sum(t.amount_micros), 0)::bigint INTO amount
  FROM transfers t JOIN lots l ON l.account_id = t.credit_account_id WHERE t.ref = unlock
    AND t.kind = 'unlock_refund';
  balance := spendable_micros(u.wallet_id, at);
END $$;
