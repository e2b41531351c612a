-- A licence key that its reader has seen ends the right to take the unlock back: before, three unlocks that were taken back were
-- three keys for nothing. What nobody has seen goes back to the list instead of being burned.

ALTER TABLE licence_keys ADD COLUMN shown_at timestamptz(3);
DROP TRIGGER licence_keys_given_stay ON licence_keys;
DROP TRIGGER licence_keys_given_are_kept ON licence_keys;
-- Until now a key was seen as soon as it was given.
UPDATE licence_keys SET shown_at = given_at WHERE unlock_id IS NOT NULL;
ALTER TABLE licence_keys ADD CONSTRAINT licence_keys_shown_check CHECK (shown_at IS NULL OR unlock_id IS NOT NULL);
CREATE TRIGGER licence_keys_shown_stay BEFORE UPDATE ON licence_keys FOR EACH ROW WHEN (OLD.shown_at IS NOT NULL)
  EXECUTE FUNCTION refuse_key_change();
CREATE TRIGGER licence_keys_given_are_kept BEFORE DELETE ON licence_keys FOR EACH ROW WHEN (OLD.unlock_id IS NOT NULL)
  EXECUTE FUNCTION refuse_key_change();

-- As before, but a key is picked once, not for each row that is looked at.
CREATE OR REPLACE FUNCTION hold_licence_key(item bigint, reader bigint, seconds integer) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  picked bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  IF EXISTS (
    SELECT FROM unlocks u JOIN licence_keys k ON k.unlock_id = u.id
    WHERE u.reader_id = reader AND u.item_id = item AND u.refunded_at IS NULL
  ) THEN
    RETURN true;
  END IF;
  picked := pick_licence_key(item, reader);
  UPDATE licence_keys k SET held_for = reader, held_until = clock_timestamp() + make_interval(secs => seconds),
    holds = CASE WHEN k.held_for = reader THEN k.holds + 1 ELSE 1 END
  WHERE k.id = picked;
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION claim_licence_key(unlock bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  bought unlocks%ROWTYPE;
  supply key_supply;
  given text;
  picked bigint;
BEGIN
  SELECT * INTO bought FROM unlocks WHERE id = unlock;
  IF NOT FOUND OR bought.refunded_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || bought.item_id || ':' || bought.reader_id, 0));
  SELECT k.key INTO given FROM licence_keys k WHERE k.unlock_id = unlock;
  IF FOUND THEN
    RETURN given;
  END IF;
  SELECT i.key_supply INTO supply FROM items i WHERE i.id = bought.item_id;
  IF supply = 'pool' THEN
    picked := pick_licence_key(bought.item_id, bought.reader_id);
    UPDATE licence_keys k SET unlock_id = unlock, given_at = clock_timestamp(), held_for = NULL, held_until = NULL, holds = 0
    WHERE k.id = picked RETURNING k.key INTO given;
  ELSIF supply = 'generated' THEN
    INSERT INTO licence_keys (item_id, key, unlock_id, given_at) VALUES (bought.item_id, fresh, unlock, clock_timestamp())
    RETURNING key INTO given;
  END IF;
  RETURN given;
END $$;

-- Shows a reader the key of their live unlock, once and for all. Null: not theirs, taken back, or there is no key. A repeat
-- returns the same key.
CREATE FUNCTION show_licence_key(unlock bigint, reader bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  given text;
BEGIN
  IF NOT EXISTS (SELECT FROM unlocks WHERE id = unlock AND reader_id = reader) THEN RETURN NULL; END IF;
  -- Locks as a refund does, until the end of this transaction.
  given := claim_licence_key(unlock, fresh);
  IF given IS NULL OR NOT EXISTS (SELECT FROM unlocks WHERE id = unlock AND refunded_at IS NULL) THEN RETURN NULL; END IF;
  UPDATE licence_keys SET shown_at = clock_timestamp() WHERE unlock_id = unlock AND shown_at IS NULL;
  RETURN given;
END $$;

-- As before, and: key_shown, when its reader has seen the licence key.
CREATE OR REPLACE FUNCTION refund_unlock(
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
    IF EXISTS (SELECT FROM licence_keys WHERE unlock_id = unlock AND shown_at IS NOT NULL) THEN status := 'key_shown'; RETURN; END IF;
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
    -- Nobody has seen its key: the next reader can have it; one that was made here goes.
    WITH freed AS (UPDATE licence_keys SET unlock_id = NULL, given_at = NULL WHERE unlock_id = unlock RETURNING id)
    SELECT id INTO freed_key FROM freed;
    DELETE FROM licence_keys k USING items i WHERE k.id = freed_key AND i.id = k.item_id AND i.key_supply = 'generated';
    status := 'refunded';
  END IF;

  SELECT coalesce(sum(t.amount_micros), 0)::bigint INTO amount
  FROM transfers t JOIN lots l ON l.account_id = t.credit_account_id WHERE t.ref = unlock AND t.kind = 'unlock_refund';
  balance := spendable_micros(u.wallet_id, at);
END $$;
