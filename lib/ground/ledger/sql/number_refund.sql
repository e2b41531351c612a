-- Numbers refunds in the order of writing for the creators' dashboards; one that the platform pays takes
-- nothing from them. A trigger, after the update.
CREATE FUNCTION number_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unlock_refunds (unlock_id, at)
  SELECT NEW.id, NEW.refunded_at WHERE NOT EXISTS (SELECT FROM unlock_reversals WHERE unlock_id = NEW.id
    AND source = 'platform');
  RETURN NULL;
END $$;

CREATE TRIGGER unlocks_refund_numbered AFTER UPDATE OF refunded_at ON unlocks FOR EACH ROW
  WHEN (OLD.refunded_at IS NULL AND NEW.refunded_at IS NOT NULL) EXECUTE FUNCTION number_refund();
