-- At commit a gift in the name of a batch is the gift of one of its lines. A trigger, deferred. Raises ZF024.
CREATE FUNCTION check_batch_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM gift_batch_lines l JOIN gift_batches b ON b.id = l.batch_id
      JOIN wallets w ON w.id = NEW.wallet_id AND w.user_id = l.user_id
    WHERE l.grant_id = NEW.id AND b.status IN ('posting', 'done') AND l.amount_micros = NEW.amount_micros
      AND NEW.grant_key = 'batch:' || l.batch_id || ':' || l.line
  ) THEN
    RAISE EXCEPTION 'gift %: no such line was agreed to', NEW.grant_key USING ERRCODE = 'ZF024';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER grants_batch_checked AFTER INSERT ON grants DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (starts_with(NEW.grant_key, 'batch:')) EXECUTE FUNCTION check_batch_grant();
