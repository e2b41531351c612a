-- What one admin gives by batches within a day without a second one counts together, as adjustments do: a large batch cannot
-- be cut into small ones.

-- Whether a second admin must agree to a batch that its reader confirms now. Locks the admin's row, so that of two batches
-- at once the second sees the first.
CREATE FUNCTION gift_batch_needs_approval(batch bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
  earlier bigint;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  PERFORM FROM users WHERE id = asked.requester_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(good_micros), 0) INTO earlier FROM gift_batches
  WHERE requester_id = asked.requester_id AND currency = asked.currency AND id <> batch AND NOT needs_approval
    AND (status = 'posting' OR (status = 'done' AND finished_at > clock_timestamp() - interval '24 hours'));
  RETURN asked.good_micros + earlier > approval_limit(asked.currency);
END $$;

CREATE OR REPLACE FUNCTION check_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
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
  NEW.needs_approval := CASE WHEN OLD.status = 'checked' THEN gift_batch_needs_approval(OLD.id) ELSE OLD.needs_approval END;
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
