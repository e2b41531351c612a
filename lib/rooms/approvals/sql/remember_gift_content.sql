-- What a batch says is remembered when it has been read; a batch that says the same as an earlier one must
-- say so.
-- A trigger, before the update, after gift_batches_checked: triggers run in the order of their names.
-- Locks as gift_batch_repeated() does. Raises ZF028.
CREATE FUNCTION remember_gift_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earlier bigint;
BEGIN
  NEW.content_hash := CASE WHEN OLD.status = 'reading'
    AND NEW.status = 'checked' THEN gift_content_hash(NEW.id) ELSE OLD.content_hash END;
  IF OLD.status = 'checked' AND NEW.status IN ('waiting', 'posting') THEN
    earlier := gift_batch_repeated(NEW.id);
    IF earlier IS DISTINCT FROM NEW.repeats_id THEN
      RAISE EXCEPTION 'batch %: says the same as batch %', NEW.id, earlier
        USING ERRCODE = 'ZF028';
    END IF;
  ELSE
    NEW.repeats_id := OLD.repeats_id;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER gift_batches_content BEFORE UPDATE ON gift_batches FOR EACH ROW
  EXECUTE FUNCTION remember_gift_content();
