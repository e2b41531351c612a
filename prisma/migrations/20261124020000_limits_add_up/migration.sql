-- What one admin does without a second pair of eyes within a day is one sum against one limit: adjustments, batches of gifts,
-- and what taking unlocks back costs the platform. Beyond it a second admin agrees, to a reversal too.

-- When its reader said yes: from then on it counts. Written by a trigger.
ALTER TABLE gift_batches ADD COLUMN confirmed_at timestamptz(3);
ALTER TABLE gift_batches DISABLE TRIGGER gift_batches_checked;
UPDATE gift_batches SET confirmed_at = coalesce(finished_at, CURRENT_TIMESTAMP) WHERE status IN ('waiting', 'posting', 'done');
ALTER TABLE gift_batches ENABLE TRIGGER gift_batches_checked;
ALTER TABLE gift_batches ADD CONSTRAINT gift_batches_confirmed_check
  CHECK (confirmed_at IS NOT NULL OR status NOT IN ('waiting', 'posting', 'done'));

-- A reversal whose cost to the platform is beyond what one admin may decide: it waits for a second one.
CREATE TABLE reversal_requests (
  id bigserial NOT NULL,
  unlock_id bigint NOT NULL,
  source reversal_source NOT NULL,
  loss_micros bigint NOT NULL,
  note text NOT NULL,
  requester_id bigint NOT NULL,
  status adjustment_status NOT NULL DEFAULT 'pending',
  decider_id bigint,
  decided_at timestamptz(3),
  decision_note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT reversal_requests_pkey PRIMARY KEY (id)
);
-- One at a time; one that was rejected or ran out leaves the way free for another.
CREATE UNIQUE INDEX reversal_requests_open_key ON reversal_requests (unlock_id)
  WHERE (status = 'pending'::adjustment_status OR status = 'posted'::adjustment_status);
CREATE INDEX reversal_requests_pending_idx ON reversal_requests (expires_at) WHERE (status = 'pending'::adjustment_status);
ALTER TABLE reversal_requests
  ADD CONSTRAINT reversal_requests_unlock_id_fkey FOREIGN KEY (unlock_id) REFERENCES unlocks (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT reversal_requests_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT reversal_requests_decider_id_fkey FOREIGN KEY (decider_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT reversal_requests_note_check CHECK (length(note) BETWEEN 1 AND 5000 AND length(decision_note) BETWEEN 1 AND 5000),
  -- The second pair of eyes. Taking back one's own request is no approval.
  ADD CONSTRAINT reversal_requests_four_eyes_check CHECK (status <> 'posted' OR (decider_id IS NOT NULL AND decider_id <> requester_id)),
  ADD CONSTRAINT reversal_requests_decided_check
    CHECK ((status = 'pending') = (decided_at IS NULL) AND (status <> 'rejected' OR decider_id IS NOT NULL) AND (status <> 'pending' OR decider_id IS NULL));

-- The request that a second admin agreed to; null: it was within the limit.
ALTER TABLE unlock_reversals ADD COLUMN request_id bigint,
  ADD CONSTRAINT unlock_reversals_request_id_fkey FOREIGN KEY (request_id) REFERENCES reversal_requests (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX unlock_reversals_request_id_key ON unlock_reversals (request_id);
CREATE INDEX unlock_reversals_actor_id_created_at_idx ON unlock_reversals (actor_id, created_at);

-- What this admin has done alone within the last 24 hours: given or taken by adjustments, given by batches, and let the
-- platform bear by reversals, its fee included. Volatile, so that a call behind the lock sees what was done before it.
CREATE FUNCTION done_alone(admin bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (coalesce((SELECT sum(abs(amount_micros)) FROM adjustments
      WHERE requester_id = admin AND currency = in_currency AND NOT needs_approval AND status IN ('pending', 'posted')
        AND created_at > clock_timestamp() - interval '24 hours'), 0)
    + coalesce((SELECT sum(good_micros) FROM gift_batches
      WHERE requester_id = admin AND currency = in_currency AND NOT needs_approval AND status IN ('posting', 'done')
        AND confirmed_at > clock_timestamp() - interval '24 hours'), 0)
    + coalesce((SELECT sum(r.platform_micros + r.fee_micros) FROM unlock_reversals r
        JOIN unlocks u ON u.id = r.unlock_id JOIN wallets w ON w.id = u.wallet_id AND w.currency = in_currency
      WHERE r.actor_id = admin AND r.request_id IS NULL AND r.created_at > clock_timestamp() - interval '24 hours'), 0))::bigint
$$;

-- Whether a second admin must agree if this one does this much more now. Locks the admin's row until the transaction ends:
-- of two acts at once the second sees the first. An older snapshot would not, so it is refused.
CREATE FUNCTION needs_second_admin(admin bigint, in_currency char(3), micros bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'what one admin may do alone is judged in read committed transactions only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM FROM users WHERE id = admin FOR NO KEY UPDATE;
  RETURN micros + done_alone(admin, in_currency) > approval_limit(in_currency);
END $$;

CREATE OR REPLACE FUNCTION fill_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  original adjustments;
BEGIN
  IF NEW.status <> 'pending' OR NEW.grant_id IS NOT NULL THEN
    RAISE EXCEPTION 'an adjustment begins as a request' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT may_adjust(NEW.requester_id) THEN
    RAISE EXCEPTION 'user % may not adjust balances', NEW.requester_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  IF NEW.target = 'creator' THEN
    SELECT user_id INTO NEW.owner_id FROM creators WHERE id = NEW.creator_id;
    NEW.account_id := creator_account(NEW.creator_id, 'creator_available', NEW.currency);
  ELSE
    SELECT user_id, currency INTO NEW.owner_id, NEW.currency FROM wallets WHERE id = NEW.wallet_id;
    IF NEW.target = 'paid' THEN
      SELECT account_id INTO NEW.account_id FROM lots WHERE wallet_id = NEW.wallet_id AND kind = 'paid';
    ELSIF NEW.amount_micros > 0 AND NEW.reverses_id IS NULL THEN
      NEW.account_id := NULL; -- a new gift has no lot yet
    ELSIF NOT EXISTS (SELECT FROM lots WHERE account_id = NEW.account_id AND wallet_id = NEW.wallet_id AND kind = 'promotional') THEN
      RAISE EXCEPTION 'account % is no gift of wallet %', NEW.account_id, NEW.wallet_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;

  IF NEW.reverses_id IS NOT NULL THEN
    SELECT * INTO original FROM adjustments WHERE id = NEW.reverses_id;
    IF original.status IS DISTINCT FROM 'posted' OR original.reverses_id IS NOT NULL OR original.target <> NEW.target
      OR original.account_id <> NEW.account_id OR original.amount_micros <> -NEW.amount_micros THEN
      RAISE EXCEPTION 'adjustment % cannot be reversed like this', NEW.reverses_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;

  NEW.needs_approval := needs_second_admin(NEW.requester_id, NEW.currency, abs(NEW.amount_micros));
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;

-- Whether a second admin must agree to a batch that its reader confirms now.
CREATE OR REPLACE FUNCTION gift_batch_needs_approval(batch bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  RETURN needs_second_admin(asked.requester_id, asked.currency, asked.good_micros);
END $$;

-- After "gift_batches_checked", in the order of their names.
CREATE FUNCTION date_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.confirmed_at := CASE WHEN TG_OP = 'INSERT' THEN NULL
    WHEN OLD.status = 'checked' AND NEW.status IN ('waiting', 'posting') THEN clock_timestamp() ELSE OLD.confirmed_at END;
  RETURN NEW;
END $$;
CREATE TRIGGER gift_batches_dated BEFORE INSERT OR UPDATE ON gift_batches FOR EACH ROW EXECUTE FUNCTION date_gift_batch();

-- Whose unlock it is: the reader, and the creator of the item.
CREATE FUNCTION has_part_in_unlock(person bigint, unlock bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM unlocks u JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
    WHERE u.id = unlock AND person IN (u.reader_id, c.user_id))
$$;

CREATE FUNCTION check_reversal_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  judged record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' THEN
      RAISE EXCEPTION 'a reversal begins as a request' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not take unlocks back', NEW.requester_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF has_part_in_unlock(NEW.requester_id, NEW.unlock_id) THEN
      RAISE EXCEPTION 'user % has a part in unlock %', NEW.requester_id, NEW.unlock_id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'reversal_requests_own_account';
    END IF;
    SELECT * INTO judged FROM judge_reversal(NEW.unlock_id);
    NEW.loss_micros := CASE NEW.source WHEN 'platform' THEN judged.creator_part + judged.fee_part
      WHEN 'available' THEN judged.fee_part ELSE 0 END;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
  END IF;
  IF OLD.status <> 'pending' OR NEW.status = 'pending'
    OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note']) THEN
    RAISE EXCEPTION 'reversal request %: a request is decided once and never changed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'posted' THEN
    IF clock_timestamp() > OLD.expires_at THEN
      RAISE EXCEPTION 'reversal request % has run out', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT may_adjust(NEW.decider_id) OR has_part_in_unlock(NEW.decider_id, OLD.unlock_id) THEN
      RAISE EXCEPTION 'reversal request %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reversal_requests_checked BEFORE INSERT OR UPDATE ON reversal_requests FOR EACH ROW EXECUTE FUNCTION check_reversal_request();
CREATE TRIGGER reversal_requests_never_removed BEFORE DELETE OR TRUNCATE ON reversal_requests
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At commit what was agreed to has happened.
CREATE FUNCTION check_posted_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unlock_reversals WHERE request_id = NEW.id) THEN
    RAISE EXCEPTION 'reversal request % is posted nowhere', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_requests_posted AFTER UPDATE ON reversal_requests DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status = 'posted') EXECUTE FUNCTION check_posted_reversal();

-- Who may take an unlock back, and at whose cost without a second admin, is judged here, whoever writes the row.
CREATE FUNCTION check_unlock_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  asked reversal_requests;
BEGIN
  SELECT * INTO u FROM unlocks WHERE id = NEW.unlock_id;
  IF has_part_in_unlock(NEW.actor_id, NEW.unlock_id) OR NEW.amount_micros <> u.price_micros
    OR (NEW.request_id IS NULL AND NOT may_adjust(NEW.actor_id)) THEN
    RAISE EXCEPTION 'unlock %: user % may not take it back like this', NEW.unlock_id, NEW.actor_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.created_at := clock_timestamp();
  IF NEW.request_id IS NOT NULL THEN
    SELECT * INTO asked FROM reversal_requests WHERE id = NEW.request_id;
    IF asked.status IS DISTINCT FROM 'posted' OR (asked.unlock_id, asked.source, asked.requester_id) <> (NEW.unlock_id, NEW.source, NEW.actor_id) THEN
      RAISE EXCEPTION 'unlock %: request % does not allow this', NEW.unlock_id, NEW.request_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF NEW.platform_micros + NEW.fee_micros > 0
    AND needs_second_admin(NEW.actor_id, (SELECT currency FROM wallets WHERE id = u.wallet_id), NEW.platform_micros + NEW.fee_micros) THEN
    RAISE EXCEPTION 'unlock %: beyond what user % may decide alone', NEW.unlock_id, NEW.actor_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unlock_reversals_four_eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER unlock_reversals_checked BEFORE INSERT ON unlock_reversals FOR EACH ROW EXECUTE FUNCTION check_unlock_reversal();

-- No transfer of this kind without a reversal that says so: from who bears it, within its part, to the lots that had paid. It
-- sees the rows before it of the same statement.
CREATE FUNCTION check_reversal_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said unlock_reversals;
  giver accounts;
  part bigint;
  earlier bigint;
BEGIN
  SELECT * INTO said FROM unlock_reversals WHERE unlock_id = NEW.ref;
  SELECT * INTO giver FROM accounts WHERE id = NEW.debit_account_id;
  part := CASE giver.type WHEN 'creator_available' THEN said.creator_micros WHEN 'platform_fees' THEN said.fee_micros
    WHEN 'adjustments' THEN said.platform_micros END;
  SELECT coalesce(sum(amount_micros), 0) INTO earlier FROM transfers
  WHERE ref = NEW.ref AND kind = 'unlock_reversal' AND debit_account_id = NEW.debit_account_id;
  IF said.source = 'pending' OR part IS NULL OR earlier + NEW.amount_micros > part
    OR NOT EXISTS (
      SELECT FROM transfers t JOIN accounts earned ON earned.id = t.credit_account_id JOIN accounts taker ON taker.id = NEW.credit_account_id
      WHERE t.ref = NEW.ref AND t.kind = 'unlock' AND (t.debit_account_id = taker.id OR taker.type = 'promotions')
        AND (giver.creator_id IS NULL OR giver.creator_id = earned.creator_id))
  THEN
    RAISE EXCEPTION 'transfer for the reversal of unlock %: not what was decided', NEW.ref USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_reversal_checked BEFORE INSERT ON transfers FOR EACH ROW
  WHEN (NEW.kind = 'unlock_reversal') EXECUTE FUNCTION check_reversal_transfer();
ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_reversal_checked;

-- As before, and: `request` names what a second admin agreed to; without one, beyond the limit, the status is
-- second_admin_needed and nothing has moved.
DROP FUNCTION reverse_unlock(bigint, reversal_source, bigint, text);
CREATE FUNCTION reverse_unlock(
  unlock bigint, wanted reversal_source, actor bigint, why text, request bigint, OUT status text, OUT amount bigint
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
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  IF has_part_in_unlock(actor, unlock) THEN status := 'own_account'; RETURN; END IF;
  -- Shared with refunds, exclusive of a settlement.
  PERFORM FROM accounts WHERE id = pending.id FOR SHARE;
  IF wanted = 'available' THEN
    SELECT id INTO available_account FROM accounts
    WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available' FOR NO KEY UPDATE;
  END IF;
  SELECT * INTO judged FROM judge_reversal(unlock);
  IF (judged.settlement IS NULL) <> (wanted = 'pending') THEN status := 'changed'; RETURN; END IF;
  IF wanted = 'available' AND judged.available < judged.creator_part THEN status := 'creator_short'; RETURN; END IF;
  fee_part := CASE wanted WHEN 'available' THEN judged.fee_part ELSE 0 END;
  platform_part := CASE wanted WHEN 'platform' THEN u.price_micros ELSE 0 END;
  IF request IS NULL AND fee_part + platform_part > 0 AND needs_second_admin(actor, pending.currency, fee_part + platform_part) THEN
    status := 'second_admin_needed'; RETURN;
  END IF;

  INSERT INTO unlock_reversals (unlock_id, source, amount_micros, creator_micros, fee_micros, platform_micros, settlement_id, actor_id, note, request_id)
  VALUES (unlock, wanted, u.price_micros, u.price_micros - fee_part - platform_part, fee_part, platform_part, judged.settlement, actor, why, request);

  promotions := platform_account('promotions', pending.currency);
  -- Who pays and which lots are paid: two partitions of the same amount, laid over each other.
  WITH sources (account, micros, n) AS (
    SELECT * FROM (VALUES
      (CASE wanted WHEN 'pending' THEN pending.id WHEN 'available' THEN available_account ELSE platform_account('adjustments', pending.currency) END,
        CASE wanted WHEN 'available' THEN judged.creator_part ELSE u.price_micros END, 1),
      (CASE WHEN wanted = 'available' THEN platform_account('platform_fees', pending.currency) END, fee_part, 2)
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
