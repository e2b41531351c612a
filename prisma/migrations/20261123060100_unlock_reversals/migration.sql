-- Unlocks that an admin takes back when the reader no longer can: once, and it is written down who pays for it.

CREATE TYPE reversal_source AS ENUM ('pending', 'available', 'platform');

CREATE TABLE unlock_reversals (
  unlock_id bigint NOT NULL,
  source reversal_source NOT NULL,
  amount_micros bigint NOT NULL,
  creator_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  platform_micros bigint NOT NULL,
  settlement_id bigint,
  actor_id bigint NOT NULL,
  note text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT unlock_reversals_pkey PRIMARY KEY (unlock_id)
);
CREATE INDEX unlock_reversals_settlement_id_idx ON unlock_reversals (settlement_id);
ALTER TABLE unlock_reversals
  ADD CONSTRAINT unlock_reversals_unlock_id_fkey FOREIGN KEY (unlock_id) REFERENCES unlocks (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT unlock_reversals_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES settlements (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT unlock_reversals_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT unlock_reversals_parts_check CHECK (
    amount_micros = creator_micros + fee_micros + platform_micros AND creator_micros >= 0 AND fee_micros >= 0 AND platform_micros >= 0
    AND (source = 'platform') = (platform_micros > 0) AND (source = 'available' OR fee_micros = 0)),
  ADD CONSTRAINT unlock_reversals_settled_check CHECK ((source = 'pending') = (settlement_id IS NULL)),
  ADD CONSTRAINT unlock_reversals_note_check CHECK (length(note) BETWEEN 1 AND 5000);
CREATE TRIGGER unlock_reversals_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON unlock_reversals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The dashboard of a creator follows refunds; one that the platform pays takes nothing from them.
CREATE OR REPLACE FUNCTION number_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unlock_refunds (unlock_id, at)
  SELECT NEW.id, NEW.refunded_at WHERE NOT EXISTS (SELECT FROM unlock_reversals WHERE unlock_id = NEW.id AND source = 'platform');
  RETURN NULL;
END $$;

-- What taking an unlock back would mean now: from where, and who bears which part. The platform's fee goes back in the same
-- share in which it was taken; what rounding there is favours the creator.
CREATE FUNCTION judge_reversal(
  unlock bigint, OUT settlement bigint, OUT creator_part bigint, OUT fee_part bigint, OUT available bigint
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  u unlocks;
  pending accounts;
  s settlements;
BEGIN
  SELECT * INTO STRICT u FROM unlocks WHERE id = unlock;
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  SELECT balance_micros INTO available FROM accounts
  WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available';
  available := coalesce(available, 0);
  SELECT * INTO s FROM settlements
  WHERE creator_id = pending.creator_id AND currency = pending.currency AND from_at < u.created_at AND cutoff_at >= u.created_at;
  settlement := s.id;
  fee_part := 0;
  IF s.id IS NOT NULL THEN
    fee_part := least(ceil(u.price_micros::numeric * s.fee_micros / s.gross_micros)::bigint,
      s.fee_micros - (SELECT coalesce(sum(fee_micros), 0) FROM unlock_reversals WHERE settlement_id = s.id)::bigint);
  END IF;
  creator_part := u.price_micros - fee_part;
END $$;

-- Takes an unlock back for good; `wanted` says who pays, as it was shown. Statuses: reversed, already_refunded, not_found,
-- own_account, changed (settled meanwhile, or not yet), creator_short. The money returns to the lots that it came from; what
-- came from a gift whose date has passed returns to promotions.
CREATE FUNCTION reverse_unlock(unlock bigint, wanted reversal_source, actor bigint, why text, OUT status text, OUT amount bigint)
LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  pending accounts;
  judged record;
  at timestamptz;
  promotions bigint;
  available_account bigint;
BEGIN
  SELECT * INTO u FROM unlocks WHERE id = unlock;
  IF u.id IS NULL THEN status := 'not_found'; RETURN; END IF;
  PERFORM FROM lots WHERE wallet_id IN (SELECT id FROM wallets WHERE user_id = u.reader_id)
  ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE;
  at := clock_timestamp();
  SELECT * INTO u FROM unlocks WHERE id = unlock;
  amount := u.price_micros;
  IF u.refunded_at IS NOT NULL THEN status := 'already_refunded'; RETURN; END IF;
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  IF u.reader_id = actor OR EXISTS (SELECT FROM creators WHERE id = pending.creator_id AND user_id = actor) THEN
    status := 'own_account'; RETURN;
  END IF;
  -- Shared with refunds, exclusive of a settlement.
  PERFORM FROM accounts WHERE id = pending.id FOR SHARE;
  IF wanted = 'available' THEN
    SELECT id INTO available_account FROM accounts
    WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available' FOR NO KEY UPDATE;
  END IF;
  SELECT * INTO judged FROM judge_reversal(unlock);
  IF (judged.settlement IS NULL) <> (wanted = 'pending') THEN status := 'changed'; RETURN; END IF;
  IF wanted = 'available' AND judged.available < judged.creator_part THEN status := 'creator_short'; RETURN; END IF;

  INSERT INTO unlock_reversals (unlock_id, source, amount_micros, creator_micros, fee_micros, platform_micros, settlement_id, actor_id, note)
  VALUES (unlock, wanted, u.price_micros, CASE wanted WHEN 'platform' THEN 0 ELSE judged.creator_part END,
    CASE wanted WHEN 'available' THEN judged.fee_part ELSE 0 END, CASE wanted WHEN 'platform' THEN u.price_micros ELSE 0 END,
    judged.settlement, actor, why);

  promotions := platform_account('promotions', pending.currency);
  -- Who pays and which lots are paid: two partitions of the same amount, laid over each other.
  WITH sources (account, micros, n) AS (
    SELECT * FROM (VALUES
      (CASE wanted WHEN 'pending' THEN pending.id WHEN 'available' THEN available_account ELSE platform_account('adjustments', pending.currency) END,
        CASE wanted WHEN 'available' THEN judged.creator_part ELSE u.price_micros END, 1),
      (CASE WHEN wanted = 'available' THEN platform_account('platform_fees', pending.currency) END,
        CASE WHEN wanted = 'available' THEN judged.fee_part ELSE 0 END, 2)
    ) AS v (account, micros, n) WHERE micros > 0
  ), givers AS (
    SELECT account, sum(micros) OVER (ORDER BY n) - micros AS since, sum(micros) OVER (ORDER BY n) AS till FROM sources
  ), takers AS (
    SELECT CASE WHEN l.expires_at <= at THEN promotions ELSE t.debit_account_id END AS account,
      sum(t.amount_micros) OVER (ORDER BY t.leg) - t.amount_micros AS since, sum(t.amount_micros) OVER (ORDER BY t.leg) AS till
    FROM transfers t JOIN lots l ON l.account_id = t.debit_account_id WHERE t.ref = unlock AND t.kind = 'unlock'
  ), posted AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock, CASE wanted WHEN 'pending' THEN 'unlock_refund'::transfer_kind ELSE 'unlock_reversal'::transfer_kind END,
      row_number() OVER (ORDER BY g.since, k.since) - 1, g.account, k.account, (least(g.till, k.till) - greatest(g.since, k.since))::bigint, at
    FROM givers g JOIN takers k ON k.since < g.till AND g.since < k.till
    RETURNING credit_account_id, amount_micros
  )
  UPDATE lots SET balance_micros = lots.balance_micros + p.micros
  FROM (SELECT credit_account_id AS id, sum(amount_micros)::bigint AS micros FROM posted GROUP BY 1) p WHERE lots.account_id = p.id;
  IF wanted = 'available' THEN
    UPDATE accounts SET balance_micros = balance_micros - judged.creator_part WHERE id = available_account;
  END IF;
  UPDATE unlocks SET refunded_at = at WHERE id = unlock;
  status := 'reversed';
END $$;
