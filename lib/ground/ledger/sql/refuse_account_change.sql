-- An account keeps its type, currency and owner.
-- A trigger, before each update of an account. Raises ZF001.
CREATE FUNCTION refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.type, NEW.currency) IS DISTINCT FROM (OLD.id, OLD.type, OLD.currency)
     OR NEW.creator_id IS DISTINCT FROM OLD.creator_id THEN
    RAISE EXCEPTION 'account %: type, currency and owner never change', OLD.id USING ERRCODE = 'ZF001';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER accounts_fixed BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_account_change();
