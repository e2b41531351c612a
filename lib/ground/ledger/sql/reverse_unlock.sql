-- Takes an unlock back for an admin, after its window: from pending, from available and fees, or from
-- adjustments → the lots that had paid.
-- Takes unlock, source, admin, reason, and the request that a second admin agreed to (or null). Gives a
-- status (reversed, not_found, already_refunded, own_account, changed, creator_short, second_admin_needed)
-- and the amount.
-- Locks all lots of the reader in the order of spend(), shares the pending account with refunds, and locks
-- available.
-- Raises what the triggers of unlock_reversals and transfers raise (ZF020 to ZF024).
CREATE FUNCTION reverse_unlock(
  unlock bigint, wanted reversal_source, actor bigint, why text, request bigint, OUT status text,
    OUT amount bigint
) LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  pending accounts;
  judged record;
  at timestamptz;
  promotions bigint;
  available_account bigint;
  fee_part bigint;
  platform_part bigint;
BEGIN
  SELECT * INTO u FROM unlocks WHERE id = unlock;
  IF u.id IS NULL THEN status := 'not_found'; RETURN; END IF;
  PERFORM FROM lots WHERE wallet_id IN (SELECT id FROM wallets WHERE user_id = u.reader_id)
  ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE;
  at := clock_timestamp();
  SELECT * INTO u FROM unlocks WHERE id = unlock;
  amount := u.price_micros;
  IF u.refunded_at IS NOT NULL THEN status := 'already_refunded'; RETURN; END IF;
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id
    WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  IF has_part_in_unlock(actor, unlock) THEN status := 'own_account'; RETURN; END IF;
  -- Shared with refunds, exclusive of a settlement.
  PERFORM FROM accounts WHERE id = pending.id FOR SHARE;
  IF wanted = 'available' THEN
    SELECT id INTO available_account FROM accounts
    WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available'
      FOR NO KEY UPDATE;
  END IF;
  SELECT * INTO judged FROM judge_reversal(unlock);
  IF (judged.settlement IS NULL) <> (wanted = 'pending') THEN status := 'changed'; RETURN; END IF;
  IF wanted = 'available' AND judged.available < judged.creator_part THEN
    status := 'creator_short'; RETURN;
  END IF;
  fee_part := CASE wanted WHEN 'available' THEN judged.fee_part ELSE 0 END;
  platform_part := CASE wanted WHEN 'platform' THEN u.price_micros ELSE 0 END;
  IF request IS NULL AND fee_part + platform_part > 0
    AND needs_second_admin(actor, pending.currency, fee_part + platform_part) THEN
    status := 'second_admin_needed'; RETURN;
  END IF;

  INSERT INTO unlock_reversals (unlock_id, source, amount_micros, creator_micros, fee_micros, platform_micros,
    settlement_id, actor_id, note, request_id)
  VALUES (unlock, wanted, u.price_micros, u.price_micros - fee_part - platform_part, fee_part, platform_part,
    judged.settlement, actor, why, request);

  promotions := platform_account('promotions', pending.currency);
  -- Who pays and which lots are paid: two partitions of the same amount, laid over each other.
  WITH sources (account, micros, n) AS (
    SELECT * FROM (VALUES
      (CASE wanted WHEN 'pending' THEN pending.id WHEN 'available' THEN available_account
        ELSE platform_account('adjustments', pending.currency) END,
        CASE wanted WHEN 'available' THEN judged.creator_part ELSE u.price_micros END, 1),
      (CASE WHEN wanted = 'available' THEN platform_account('platform_fees', pending.currency) END, fee_part,
        2)
    ) AS v (account, micros, n) WHERE micros > 0
  ), givers AS (
    SELECT account, sum(micros) OVER (ORDER BY n) - micros AS since, sum(micros) OVER (ORDER BY n) AS till
      FROM sources
  ), takers AS (
    SELECT CASE WHEN l.expires_at <= at THEN promotions ELSE t.debit_account_id END AS account,
      sum(t.amount_micros) OVER (ORDER BY t.leg) - t.amount_micros AS since,
        sum(t.amount_micros) OVER (ORDER BY t.leg) AS till
    FROM transfers t JOIN lots l ON l.account_id = t.debit_account_id WHERE t.ref = unlock
      AND t.kind = 'unlock'
  ), posted AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock, CASE wanted WHEN 'pending' THEN 'unlock_refund'::transfer_kind
      ELSE 'unlock_reversal'::transfer_kind END,
      row_number() OVER (ORDER BY g.since, k.since) - 1, g.account, k.account,
        (least(g.till, k.till) - greatest(g.since, k.since))::bigint, at
    FROM givers g JOIN takers k ON k.since < g.till AND g.since < k.till
    RETURNING credit_account_id, amount_micros
  )
  UPDATE lots SET balance_micros = lots.balance_micros + p.micros
  FROM (SELECT credit_account_id AS id, sum(amount_micros)::bigint AS micros FROM posted GROUP BY 1) p
    WHERE lots.account_id = p.id;
  IF wanted = 'available' THEN
    UPDATE accounts SET balance_micros = balance_micros - judged.creator_part WHERE id = available_account;
  END IF;
  UPDATE unlocks SET refunded_at = at WHERE id = unlock;
  status := 'reversed';
END $$;
