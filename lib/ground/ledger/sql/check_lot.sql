-- A lot is an account of its wallet's currency and of its own kind.
-- A trigger, before the insert. Raises ZF002.
CREATE FUNCTION check_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM accounts a JOIN wallets w ON w.id = NEW.wallet_id AND w.currency = a.currency
    WHERE a.id = NEW.account_id AND a.type = (NEW.kind::text || '_lot')::account_type
  ) THEN
    RAISE EXCEPTION 'lot %: its account has another type or currency', NEW.account_id USING ERRCODE = 'ZF002';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER lots_checked BEFORE INSERT ON lots FOR EACH ROW EXECUTE FUNCTION check_lot();
