-- Of an unlock only the refund mark may change, and once.
-- A trigger, before each update of an unlock. Raises ZF001.
CREATE FUNCTION refuse_unlock_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'unlock %: only an unset refunded_at may change', OLD.id USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER unlocks_fixed BEFORE UPDATE ON unlocks FOR EACH ROW
  WHEN (OLD.refunded_at IS NOT NULL OR (OLD.id, OLD.wallet_id, OLD.reader_id, OLD.item_id, OLD.price_micros,
    OLD.created_at)
        IS DISTINCT FROM (NEW.id, NEW.wallet_id, NEW.reader_id, NEW.item_id, NEW.price_micros,
          NEW.created_at))
  EXECUTE FUNCTION refuse_unlock_change();
