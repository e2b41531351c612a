-- At commit what was agreed to has happened. A trigger, deferred. Raises ZF024.
CREATE FUNCTION check_posted_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unlock_reversals WHERE request_id = NEW.id) THEN
    RAISE EXCEPTION 'reversal request % is posted nowhere', NEW.id USING ERRCODE = 'ZF024';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER reversal_requests_posted AFTER UPDATE ON reversal_requests
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status = 'posted') EXECUTE FUNCTION check_posted_reversal();
