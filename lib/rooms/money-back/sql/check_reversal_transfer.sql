-- No transfer of this kind without a reversal that says so: from who bears it, within its part, to the lots
-- that had paid. It sees the rows before it of the same statement. A trigger, before the insert. Raises
-- ZF024.
CREATE FUNCTION check_reversal_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said unlock_reversals;
  giver accounts;
  part bigint;
  earlier bigint;
BEGIN
  SELECT * INTO said FROM unlock_reversals WHERE unlock_id = NEW.ref;
  SELECT * INTO giver FROM accounts WHERE id = NEW.debit_account_id;
  part := CASE giver.type WHEN 'creator_available' THEN said.creator_micros
    WHEN 'platform_fees' THEN said.fee_micros
    WHEN 'adjustments' THEN said.platform_micros END;
  SELECT coalesce(sum(amount_micros), 0) INTO earlier FROM transfers
  WHERE ref = NEW.ref AND kind = 'unlock_reversal' AND debit_account_id = NEW.debit_account_id;
  IF said.source = 'pending' OR part IS NULL OR earlier + NEW.amount_micros > part
    OR NOT EXISTS (
      SELECT FROM transfers t JOIN accounts earned ON earned.id = t.credit_account_id
        JOIN accounts taker ON taker.id = NEW.credit_account_id
      WHERE t.ref = NEW.ref AND t.kind = 'unlock'
        AND (t.debit_account_id = taker.id OR taker.type = 'promotions')
        AND (giver.creator_id IS NULL OR giver.creator_id = earned.creator_id))
  THEN
    RAISE EXCEPTION 'transfer for the reversal of unlock %: not what was decided', NEW.ref
      USING ERRCODE = 'ZF024';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER transfers_reversal_checked BEFORE INSERT ON transfers FOR EACH ROW
  WHEN (NEW.kind = 'unlock_reversal') EXECUTE FUNCTION check_reversal_transfer();
