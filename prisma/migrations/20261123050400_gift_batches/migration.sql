-- Gifts to many readers from one file: read and checked line by line, agreed to as a whole, then posted in parts that a
-- crash cannot double.

CREATE TYPE gift_batch_status AS ENUM ('reading', 'checked', 'waiting', 'posting', 'done', 'rejected', 'failed');

CREATE TABLE gift_batches (
  id bigserial NOT NULL,
  requester_id bigint NOT NULL,
  request_key uuid NOT NULL,
  file_name text NOT NULL,
  currency char(3) NOT NULL,
  status gift_batch_status NOT NULL DEFAULT 'reading',
  line_count int NOT NULL DEFAULT 0,
  good_count int NOT NULL DEFAULT 0,
  good_micros bigint NOT NULL DEFAULT 0,
  note text,
  needs_approval boolean NOT NULL DEFAULT true,
  decider_id bigint,
  decision_note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at timestamptz(3),
  CONSTRAINT gift_batches_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX gift_batches_requester_id_request_key_key ON gift_batches (requester_id, request_key);
CREATE INDEX gift_batches_unfinished_idx ON gift_batches (id) WHERE (status = 'posting'::gift_batch_status);
ALTER TABLE gift_batches
  ADD CONSTRAINT gift_batches_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_batches_decider_id_fkey FOREIGN KEY (decider_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_batches_note_check CHECK (length(note) <= 5000 AND length(decision_note) <= 5000 AND length(file_name) <= 200),
  ADD CONSTRAINT gift_batches_four_eyes_check
    CHECK (status NOT IN ('posting', 'done') OR NOT needs_approval OR (decider_id IS NOT NULL AND decider_id <> requester_id));

CREATE TABLE gift_batch_lines (
  batch_id bigint NOT NULL,
  line int NOT NULL,
  email text NOT NULL,
  amount text NOT NULL,
  expires text NOT NULL,
  user_id bigint,
  amount_micros bigint,
  gift_expires_at timestamptz(3),
  problem text,
  grant_id bigint,
  CONSTRAINT gift_batch_lines_pkey PRIMARY KEY (batch_id, line)
);
CREATE UNIQUE INDEX gift_batch_lines_grant_id_key ON gift_batch_lines (grant_id);
CREATE INDEX gift_batch_lines_batch_id_user_id_idx ON gift_batch_lines (batch_id, user_id);
CREATE INDEX gift_batch_lines_open_idx ON gift_batch_lines (batch_id, user_id) WHERE (problem IS NULL AND grant_id IS NULL);
ALTER TABLE gift_batch_lines
  ADD CONSTRAINT gift_batch_lines_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES gift_batches (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_batch_lines_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_batch_lines_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_batch_lines_good_check
    CHECK (problem IS NOT NULL OR (user_id IS NOT NULL AND amount_micros > 0)),
  ADD CONSTRAINT gift_batch_lines_grant_check CHECK (grant_id IS NULL OR problem IS NULL);

-- Lines are written while the file is read; afterwards only what became of them.
CREATE FUNCTION check_gift_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state gift_batch_status := (SELECT status FROM gift_batches WHERE id = NEW.batch_id);
BEGIN
  IF state = 'reading' OR (TG_OP = 'UPDATE' AND state = 'posting' AND OLD.grant_id IS NULL AND OLD.problem IS NULL
    AND (to_jsonb(NEW) - ARRAY['problem', 'grant_id']) = (to_jsonb(OLD) - ARRAY['problem', 'grant_id'])) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'line % of batch %: what was checked never changes', NEW.line, NEW.batch_id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER gift_batch_lines_checked BEFORE INSERT OR UPDATE ON gift_batch_lines FOR EACH ROW EXECUTE FUNCTION check_gift_line();
CREATE TRIGGER gift_batch_lines_never_removed BEFORE DELETE OR TRUNCATE ON gift_batch_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER gift_batches_never_removed BEFORE DELETE OR TRUNCATE ON gift_batches
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION check_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'reading' OR NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not give gifts', NEW.requester_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    NEW.needs_approval := true;
    RETURN NEW;
  END IF;
  IF (NEW.status <> OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (('reading', 'checked'), ('reading', 'failed'),
      ('checked', 'waiting'), ('checked', 'posting'), ('checked', 'rejected'), ('waiting', 'posting'), ('waiting', 'rejected'), ('posting', 'done')))
    OR (NEW.id, NEW.requester_id, NEW.request_key, NEW.currency, NEW.file_name) <> (OLD.id, OLD.requester_id, OLD.request_key, OLD.currency, OLD.file_name)
    OR (NEW.status = OLD.status AND OLD.status <> 'reading') THEN
    RAISE EXCEPTION 'batch % cannot go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.status = 'reading' AND NEW.status = 'checked' THEN
    SELECT count(*), count(*) FILTER (WHERE problem IS NULL), coalesce(sum(amount_micros) FILTER (WHERE problem IS NULL), 0)
    INTO NEW.line_count, NEW.good_count, NEW.good_micros FROM gift_batch_lines WHERE batch_id = NEW.id;
  ELSIF OLD.status <> 'reading' THEN
    NEW.line_count := OLD.line_count;
    NEW.good_count := OLD.good_count;
    NEW.good_micros := OLD.good_micros;
  END IF;
  NEW.needs_approval := CASE WHEN OLD.status = 'checked' THEN OLD.good_micros > approval_limit(OLD.currency) ELSE OLD.needs_approval END;
  IF NEW.status = 'posting' THEN
    IF NEW.needs_approval AND NOT may_adjust(NEW.decider_id) THEN
      RAISE EXCEPTION 'batch %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM gift_batch_lines WHERE batch_id = NEW.id AND problem IS NULL AND user_id IN (NEW.requester_id, NEW.decider_id)) THEN
      RAISE EXCEPTION 'batch %: nobody gives to themselves', OLD.id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'gift_batches_own_account';
    END IF;
  END IF;
  IF NEW.status = 'done' AND EXISTS (SELECT FROM gift_batch_lines WHERE batch_id = NEW.id AND problem IS NULL AND grant_id IS NULL) THEN
    RAISE EXCEPTION 'batch % has lines left', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gift_batches_checked BEFORE INSERT OR UPDATE ON gift_batches FOR EACH ROW EXECUTE FUNCTION check_gift_batch();

-- Judges the lines that were read: twice the same reader, and the one who gives.
CREATE FUNCTION judge_gift_lines(batch bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE gift_batch_lines l SET problem = CASE WHEN l.user_id = b.requester_id THEN 'own_account' ELSE 'duplicate' END
  FROM gift_batches b,
    (SELECT line, row_number() OVER (PARTITION BY user_id ORDER BY line) AS place FROM gift_batch_lines
     WHERE batch_id = batch AND problem IS NULL) seen
  WHERE b.id = batch AND l.batch_id = batch AND l.line = seen.line AND (seen.place > 1 OR l.user_id = b.requester_id)
$$;

-- Gives what at most `batch_size` open lines say, in one transaction. Returns how many were dealt with; 0: none is left.
-- The wallets are locked in the order in which spending locks them.
CREATE FUNCTION post_gift_lines(batch bigint, batch_size int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
  l record;
  gift bigint;
  dealt int := 0;
BEGIN
  SELECT * INTO asked FROM gift_batches WHERE id = batch AND status = 'posting' FOR UPDATE;
  IF asked.id IS NULL THEN RETURN 0; END IF;
  UPDATE gift_batch_lines SET problem = 'expired_since'
  WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL AND gift_expires_at <= clock_timestamp();
  PERFORM open_wallet(o.user_id, asked.currency, NULL) FROM (
    SELECT user_id FROM gift_batch_lines WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL ORDER BY user_id LIMIT batch_size
  ) o;
  FOR l IN
    SELECT o.line, o.amount_micros, o.gift_expires_at, w.id AS wallet FROM (
      SELECT * FROM gift_batch_lines WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL ORDER BY user_id LIMIT batch_size
    ) o JOIN wallets w ON w.user_id = o.user_id AND w.currency = asked.currency ORDER BY w.id
  LOOP
    gift := grant_promotion(l.wallet, l.amount_micros, 'batch:' || batch || ':' || l.line, l.gift_expires_at);
    IF gift IS NULL THEN
      SELECT id INTO STRICT gift FROM grants WHERE wallet_id = l.wallet AND grant_key = 'batch:' || batch || ':' || l.line;
    END IF;
    UPDATE gift_batch_lines SET grant_id = gift WHERE batch_id = batch AND line = l.line;
    dealt := dealt + 1;
  END LOOP;
  RETURN dealt;
END $$;

-- A gift in the name of a batch is the gift of one of its lines.
CREATE FUNCTION check_batch_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM gift_batch_lines l JOIN gift_batches b ON b.id = l.batch_id JOIN wallets w ON w.id = NEW.wallet_id AND w.user_id = l.user_id
    WHERE l.grant_id = NEW.id AND b.status IN ('posting', 'done') AND l.amount_micros = NEW.amount_micros
      AND NEW.grant_key = 'batch:' || l.batch_id || ':' || l.line
  ) THEN
    RAISE EXCEPTION 'gift %: no such line was agreed to', NEW.grant_key USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_batch_checked AFTER INSERT ON grants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (starts_with(NEW.grant_key, 'batch:')) EXECUTE FUNCTION check_batch_grant();
