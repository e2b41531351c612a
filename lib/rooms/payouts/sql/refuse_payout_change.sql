-- A payout keeps whose it is, how much and where it goes; what was given back is never taken again.
-- A trigger, before each update. Raises ZF001.
CREATE FUNCTION refuse_payout_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'payout %: whose, how much and to which account never change', OLD.id
    USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER payouts_fixed BEFORE UPDATE ON payouts FOR EACH ROW
  WHEN ((OLD.id, OLD.creator_id, OLD.currency, OLD.amount_micros, OLD.request_key, OLD.account_ref)
    IS DISTINCT FROM (NEW.id, NEW.creator_id, NEW.currency, NEW.amount_micros, NEW.request_key,
      NEW.account_ref)
    OR OLD.transfer_ref <> NEW.transfer_ref OR OLD.returned_micros > NEW.returned_micros
    OR OLD.reversed_micros > NEW.reversed_micros)
  EXECUTE FUNCTION refuse_payout_change();
CREATE TRIGGER payouts_never_removed BEFORE DELETE OR TRUNCATE ON payouts FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();
