-- At commit a posted adjustment has its posting, and money that leaves the platform has its evidence.
-- A trigger, deferred. Raises ZF024, ZF026 without an attachment.
CREATE FUNCTION check_posted_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.grant_id IS NOT NULL THEN
    IF NEW.target <> 'gift' OR NOT EXISTS (
      SELECT FROM grants WHERE id = NEW.grant_id AND wallet_id = NEW.wallet_id
        AND lot_account_id = NEW.account_id
        AND amount_micros = NEW.amount_micros AND grant_key = 'adjustment:' || NEW.id
    ) THEN
      RAISE EXCEPTION 'adjustment %: not its gift', NEW.id USING ERRCODE = 'ZF024';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM transfers WHERE ref = NEW.id AND kind = 'adjustment' AND leg = 0) THEN
    RAISE EXCEPTION 'adjustment % is posted nowhere', NEW.id USING ERRCODE = 'ZF024';
  END IF;
  IF NEW.amount_micros > 0 AND NEW.target <> 'gift' AND NEW.reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM adjustment_files WHERE adjustment_id = NEW.id) THEN
    RAISE EXCEPTION 'adjustment %: money goes out without an attachment', NEW.id
      USING ERRCODE = 'ZF026';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER adjustments_posted AFTER UPDATE ON adjustments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (NEW.status = 'posted') EXECUTE FUNCTION check_posted_adjustment();
