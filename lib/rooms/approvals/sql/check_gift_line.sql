-- Lines are written while the file is read; afterwards only what became of them.
-- A trigger, before insert and update. Raises ZF001.
CREATE FUNCTION check_gift_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state gift_batch_status := (SELECT status FROM gift_batches WHERE id = NEW.batch_id);
BEGIN
  IF state = 'reading' OR (TG_OP = 'UPDATE' AND state = 'posting' AND OLD.grant_id IS NULL
    AND OLD.problem IS NULL
    AND (to_jsonb(NEW) - ARRAY['problem', 'grant_id']) = (to_jsonb(OLD) - ARRAY['problem', 'grant_id'])) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'line % of batch %: what was checked never changes', NEW.line, NEW.batch_id
    USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER gift_batch_lines_checked BEFORE INSERT OR UPDATE ON gift_batch_lines FOR EACH ROW
  EXECUTE FUNCTION check_gift_line();
CREATE TRIGGER gift_batch_lines_never_removed BEFORE DELETE OR TRUNCATE ON gift_batch_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
