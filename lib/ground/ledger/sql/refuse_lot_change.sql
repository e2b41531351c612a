-- A lot keeps its wallet and its kind.
-- A trigger. AFTER, and of named columns: a BEFORE trigger would lock each lot once more for every spend.
-- Raises ZF001.
CREATE FUNCTION refuse_lot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lot %: wallet and kind never change', OLD.account_id USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER lots_fixed AFTER UPDATE OF account_id, wallet_id, kind ON lots FOR EACH ROW
  WHEN (OLD.account_id <> NEW.account_id OR OLD.wallet_id <> NEW.wallet_id OR OLD.kind <> NEW.kind)
  EXECUTE FUNCTION refuse_lot_change();
