-- Nor, at commit, a gift in the name of an adjustment that does not name it in turn.
-- A trigger, deferred. Raises ZF024.
CREATE FUNCTION check_adjustment_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM adjustments WHERE grant_id = NEW.id AND status = 'posted') THEN
    RAISE EXCEPTION 'gift %: no such adjustment was decided', NEW.grant_key USING ERRCODE = 'ZF024';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER grants_adjustment_checked AFTER INSERT ON grants DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (starts_with(NEW.grant_key, 'adjustment:')) EXECUTE FUNCTION check_adjustment_grant();
