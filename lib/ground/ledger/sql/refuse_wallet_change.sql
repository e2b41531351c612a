-- A wallet keeps its owner and its currency.
-- A trigger, before each update of a wallet. Raises ZF001.
CREATE FUNCTION refuse_wallet_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'wallet %: owner and currency never change', OLD.id USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER wallets_fixed BEFORE UPDATE ON wallets FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.user_id <> NEW.user_id OR OLD.currency <> NEW.currency)
  EXECUTE FUNCTION refuse_wallet_change();
