-- A batch goes from read to done in its steps, its sums are those of its lines, and nobody gives to
-- themselves.
-- A trigger, before insert and update. Locks as needs_second_admin() does.
-- Raises ZF020 if the requester may not, ZF027 for a step that there is not, ZF021 if the decider may not,
-- ZF022 for a gift to oneself.
CREATE FUNCTION check_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'reading' OR NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not give gifts', NEW.requester_id USING ERRCODE = 'ZF020';
    END IF;
    NEW.needs_approval := true;
    RETURN NEW;
  END IF;
  IF (NEW.status <> OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (('reading', 'checked'),
    ('reading', 'failed'),
      ('checked', 'waiting'), ('checked', 'posting'), ('checked', 'rejected'), ('waiting', 'posting'),
        ('waiting', 'rejected'), ('posting', 'done')))
    OR (NEW.id, NEW.requester_id, NEW.request_key, NEW.currency, NEW.file_name) <> (OLD.id, OLD.requester_id,
    OLD.request_key, OLD.currency, OLD.file_name)
    OR (NEW.status = OLD.status AND OLD.status <> 'reading') THEN
    RAISE EXCEPTION 'batch % cannot go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'ZF027';
  END IF;
  IF OLD.status = 'reading' AND NEW.status = 'checked' THEN
    SELECT count(*), count(*) FILTER (WHERE problem IS NULL),
      coalesce(sum(amount_micros) FILTER (WHERE problem IS NULL), 0)
    INTO NEW.line_count, NEW.good_count, NEW.good_micros FROM gift_batch_lines WHERE batch_id = NEW.id;
  ELSIF OLD.status <> 'reading' THEN
    NEW.line_count := OLD.line_count;
    NEW.good_count := OLD.good_count;
    NEW.good_micros := OLD.good_micros;
  END IF;
  NEW.needs_approval := CASE WHEN OLD.status = 'checked' THEN gift_batch_needs_approval(OLD.id)
    ELSE OLD.needs_approval END;
  IF NEW.status = 'posting' THEN
    IF NEW.needs_approval AND NOT may_adjust(NEW.decider_id) THEN
      RAISE EXCEPTION 'batch %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'ZF021';
    END IF;
    IF EXISTS (SELECT FROM gift_batch_lines WHERE batch_id = NEW.id AND problem IS NULL
      AND user_id IN (NEW.requester_id, NEW.decider_id)) THEN
      RAISE EXCEPTION 'batch %: nobody gives to themselves', OLD.id
        USING ERRCODE = 'ZF022';
    END IF;
  END IF;
  IF NEW.status = 'done' AND EXISTS (SELECT FROM gift_batch_lines WHERE batch_id = NEW.id AND problem IS NULL
    AND grant_id IS NULL) THEN
    RAISE EXCEPTION 'batch % has lines left', OLD.id USING ERRCODE = 'ZF027';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER gift_batches_checked BEFORE INSERT OR UPDATE ON gift_batches FOR EACH ROW
  EXECUTE FUNCTION check_gift_batch();
CREATE TRIGGER gift_batches_never_removed BEFORE DELETE OR TRUNCATE ON gift_batches
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
