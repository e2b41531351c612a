-- No transfer of this kind without a decided adjustment that says exactly this. Judged by row, so that
-- unlocks pay nothing for it. A trigger, before the insert. Raises ZF024.
CREATE FUNCTION check_adjustment_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked adjustments;
BEGIN
  SELECT * INTO asked FROM adjustments WHERE id = NEW.ref;
  IF asked.status IS DISTINCT FROM 'posted' OR asked.grant_id IS NOT NULL OR NEW.leg <> 0
    OR NEW.amount_micros <> abs(asked.amount_micros)
    OR asked.account_id IS DISTINCT FROM (CASE WHEN asked.amount_micros > 0 THEN NEW.credit_account_id
    ELSE NEW.debit_account_id END)
    OR NOT EXISTS (SELECT FROM accounts WHERE type = 'adjustments'
      AND id = CASE WHEN asked.amount_micros > 0 THEN NEW.debit_account_id ELSE NEW.credit_account_id END)
  THEN
    RAISE EXCEPTION 'transfer for adjustment %: not what was asked for and decided', NEW.ref
      USING ERRCODE = 'ZF024';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER transfers_adjustment_checked BEFORE INSERT ON transfers FOR EACH ROW
  WHEN (NEW.kind = 'adjustment') EXECUTE FUNCTION check_adjustment_transfer();
