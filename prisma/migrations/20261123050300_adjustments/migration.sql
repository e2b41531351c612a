-- Adjustments: an admin's posting to put a balance right. The rules of who may post what are kept here, so that no code
-- path and no hand-written statement gets round them.

CREATE TYPE adjustment_target AS ENUM ('paid', 'gift', 'creator');
CREATE TYPE adjustment_reason AS ENUM ('goodwill', 'service_fault', 'wrong_charge', 'duplicate_charge', 'fraud', 'write_off', 'correction', 'other');
CREATE TYPE adjustment_status AS ENUM ('pending', 'posted', 'rejected', 'expired');

-- Above which amount a second admin must agree; the latest row of a currency counts. None: every amount.
CREATE TABLE approval_limits (
  id bigserial NOT NULL,
  currency char(3) NOT NULL,
  limit_micros bigint NOT NULL,
  set_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT approval_limits_pkey PRIMARY KEY (id),
  CONSTRAINT approval_limits_limit_check CHECK (limit_micros >= 0)
);
CREATE INDEX approval_limits_currency_id_idx ON approval_limits (currency, id);
CREATE TRIGGER approval_limits_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_limits
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION approval_limit(in_currency char(3)) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT limit_micros FROM approval_limits WHERE currency = in_currency ORDER BY id DESC LIMIT 1), 0)
$$;

CREATE TABLE adjustments (
  id bigserial NOT NULL,
  target adjustment_target NOT NULL,
  wallet_id bigint,
  creator_id bigint,
  account_id bigint,
  owner_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  gift_expires_at timestamptz(3),
  reason adjustment_reason NOT NULL,
  note text NOT NULL,
  requester_id bigint NOT NULL,
  request_key uuid NOT NULL,
  seen_balance_micros bigint NOT NULL,
  needs_approval boolean NOT NULL,
  status adjustment_status NOT NULL DEFAULT 'pending',
  decider_id bigint,
  decided_at timestamptz(3),
  decision_note text,
  grant_id bigint,
  reverses_id bigint,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT adjustments_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX adjustments_requester_id_request_key_key ON adjustments (requester_id, request_key);
CREATE UNIQUE INDEX adjustments_grant_id_key ON adjustments (grant_id);
-- Reversed once: a request that was rejected or ran out leaves the way free for another.
CREATE UNIQUE INDEX adjustments_reversal_key ON adjustments (reverses_id) WHERE (status = 'pending'::adjustment_status OR status = 'posted'::adjustment_status);
CREATE INDEX adjustments_owner_id_id_idx ON adjustments (owner_id, id);
CREATE INDEX adjustments_pending_idx ON adjustments (expires_at) WHERE (status = 'pending'::adjustment_status);
CREATE INDEX adjustments_requester_id_created_at_idx ON adjustments (requester_id, created_at);
ALTER TABLE adjustments
  ADD CONSTRAINT adjustments_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_decider_id_fkey FOREIGN KEY (decider_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES adjustments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustments_amount_check CHECK (amount_micros <> 0 AND amount_micros BETWEEN -1000000000000 AND 1000000000000),
  ADD CONSTRAINT adjustments_note_check CHECK (length(note) BETWEEN 1 AND 5000 AND length(decision_note) BETWEEN 1 AND 5000),
  ADD CONSTRAINT adjustments_target_check CHECK ((wallet_id IS NULL) = (target = 'creator') AND (creator_id IS NULL) = (target <> 'creator')),
  ADD CONSTRAINT adjustments_gift_date_check CHECK (gift_expires_at IS NULL OR (target = 'gift' AND amount_micros > 0)),
  ADD CONSTRAINT adjustments_own_account_check CHECK (requester_id <> owner_id AND decider_id <> owner_id),
  -- The second pair of eyes. Taking back one's own request is no approval.
  ADD CONSTRAINT adjustments_four_eyes_check CHECK (status <> 'posted' OR NOT needs_approval OR (decider_id IS NOT NULL AND decider_id <> requester_id)),
  ADD CONSTRAINT adjustments_decided_check
    CHECK ((status = 'pending') = (decided_at IS NULL) AND (status <> 'rejected' OR decider_id IS NOT NULL) AND (status <> 'pending' OR decider_id IS NULL));

-- The evidence behind an adjustment, checked by content before it is stored. Linked once.
CREATE TABLE adjustment_files (
  id bigserial NOT NULL,
  adjustment_id bigint,
  uploader_id bigint NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT adjustment_files_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX adjustment_files_adjustment_id_key ON adjustment_files (adjustment_id);
CREATE INDEX adjustment_files_unlinked_idx ON adjustment_files (created_at) WHERE (adjustment_id IS NULL);
ALTER TABLE adjustment_files
  ADD CONSTRAINT adjustment_files_adjustment_id_fkey FOREIGN KEY (adjustment_id) REFERENCES adjustments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustment_files_uploader_id_fkey FOREIGN KEY (uploader_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT adjustment_files_type_check CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  ADD CONSTRAINT adjustment_files_size_check CHECK (length(content) BETWEEN 1 AND 5242880 AND length(name) BETWEEN 1 AND 200);

CREATE FUNCTION refuse_file_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'file %: evidence stays as it is', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER adjustment_files_fixed BEFORE UPDATE ON adjustment_files FOR EACH ROW
  WHEN (OLD.adjustment_id IS NOT NULL OR (OLD.id, OLD.uploader_id, OLD.name, OLD.media_type, OLD.content) IS DISTINCT FROM (NEW.id, NEW.uploader_id, NEW.name, NEW.media_type, NEW.content))
  EXECUTE FUNCTION refuse_file_change();
CREATE TRIGGER adjustment_files_stay BEFORE DELETE ON adjustment_files FOR EACH ROW
  WHEN (OLD.adjustment_id IS NOT NULL) EXECUTE FUNCTION refuse_file_change();

CREATE FUNCTION may_adjust(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM users WHERE id = person AND admin_role IN ('finance', 'owner'))
$$;

-- Whose money it is, in which currency and account, and whether a second admin is needed, is found out here and nowhere else.
CREATE FUNCTION fill_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  original adjustments;
  earlier bigint;
BEGIN
  IF NEW.status <> 'pending' OR NEW.grant_id IS NOT NULL THEN
    RAISE EXCEPTION 'an adjustment begins as a request' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Requests of one admin go one after the other: several small ones together count as one large one.
  PERFORM FROM users WHERE id = NEW.requester_id FOR NO KEY UPDATE;
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

  SELECT coalesce(sum(abs(amount_micros)), 0) INTO earlier FROM adjustments
  WHERE requester_id = NEW.requester_id AND owner_id = NEW.owner_id AND currency = NEW.currency AND NOT needs_approval
    AND status IN ('pending', 'posted') AND created_at > clock_timestamp() - interval '24 hours';
  NEW.needs_approval := abs(NEW.amount_micros) + earlier > approval_limit(NEW.currency);
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER adjustments_filled BEFORE INSERT ON adjustments FOR EACH ROW EXECUTE FUNCTION fill_adjustment();

-- A request is decided once, and what was asked for never changes.
CREATE FUNCTION check_adjustment_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'pending' OR NEW.status = 'pending'
    OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note', 'account_id', 'grant_id'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note', 'account_id', 'grant_id'])
    OR (NEW.account_id IS DISTINCT FROM OLD.account_id AND (OLD.account_id IS NOT NULL OR NEW.status <> 'posted')) THEN
    RAISE EXCEPTION 'adjustment %: a request is decided once and never changed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.status = 'posted' THEN
    IF clock_timestamp() > OLD.expires_at THEN
      RAISE EXCEPTION 'adjustment % has run out', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.needs_approval AND NOT may_adjust(NEW.decider_id) THEN
      RAISE EXCEPTION 'adjustment %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER adjustments_decided BEFORE UPDATE ON adjustments FOR EACH ROW EXECUTE FUNCTION check_adjustment_change();
CREATE TRIGGER adjustments_never_removed BEFORE DELETE OR TRUNCATE ON adjustments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At commit a posted adjustment has its posting, and money that leaves the platform has its evidence.
CREATE FUNCTION check_posted_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.grant_id IS NOT NULL THEN
    IF NEW.target <> 'gift' OR NOT EXISTS (
      SELECT FROM grants WHERE id = NEW.grant_id AND wallet_id = NEW.wallet_id AND lot_account_id = NEW.account_id
        AND amount_micros = NEW.amount_micros AND grant_key = 'adjustment:' || NEW.id
    ) THEN
      RAISE EXCEPTION 'adjustment %: not its gift', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM transfers WHERE ref = NEW.id AND kind = 'adjustment' AND leg = 0) THEN
    RAISE EXCEPTION 'adjustment % is posted nowhere', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.amount_micros > 0 AND NEW.target <> 'gift' AND NEW.reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM adjustment_files WHERE adjustment_id = NEW.id) THEN
    RAISE EXCEPTION 'adjustment %: money goes out without an attachment', NEW.id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'adjustments_attachment';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adjustments_posted AFTER UPDATE ON adjustments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status = 'posted') EXECUTE FUNCTION check_posted_adjustment();

-- No transfer of this kind without a decided adjustment that says exactly this. Judged by row, so that unlocks pay nothing for it.
CREATE FUNCTION check_adjustment_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked adjustments;
BEGIN
  SELECT * INTO asked FROM adjustments WHERE id = NEW.ref;
  IF asked.status IS DISTINCT FROM 'posted' OR asked.grant_id IS NOT NULL OR NEW.leg <> 0 OR NEW.amount_micros <> abs(asked.amount_micros)
    OR asked.account_id IS DISTINCT FROM (CASE WHEN asked.amount_micros > 0 THEN NEW.credit_account_id ELSE NEW.debit_account_id END)
    OR NOT EXISTS (SELECT FROM accounts WHERE type = 'adjustments'
      AND id = CASE WHEN asked.amount_micros > 0 THEN NEW.debit_account_id ELSE NEW.credit_account_id END)
  THEN
    RAISE EXCEPTION 'transfer for adjustment %: not what was asked for and decided', NEW.ref USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_adjustment_checked BEFORE INSERT ON transfers FOR EACH ROW
  WHEN (NEW.kind = 'adjustment') EXECUTE FUNCTION check_adjustment_transfer();
ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_adjustment_checked;

-- Nor, at commit, a gift in the name of an adjustment that does not name it in turn.
CREATE FUNCTION check_adjustment_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM adjustments WHERE grant_id = NEW.id AND status = 'posted') THEN
    RAISE EXCEPTION 'gift %: no such adjustment was decided', NEW.grant_key USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_adjustment_checked AFTER INSERT ON grants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (starts_with(NEW.grant_key, 'adjustment:')) EXECUTE FUNCTION check_adjustment_grant();
