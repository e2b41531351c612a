-- Dates the moment in which a batch was confirmed. A trigger, before insert and update, after
-- gift_batches_checked.
CREATE FUNCTION date_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.confirmed_at := CASE WHEN TG_OP = 'INSERT' THEN NULL
    WHEN OLD.status = 'checked' AND NEW.status IN ('waiting', 'posting') THEN clock_timestamp()
      ELSE OLD.confirmed_at END;
  RETURN NEW;
END $$;

CREATE TRIGGER gift_batches_dated BEFORE INSERT OR UPDATE ON gift_batches FOR EACH ROW
  EXECUTE FUNCTION date_gift_batch();
