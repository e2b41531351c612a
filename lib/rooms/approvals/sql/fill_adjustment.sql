-- A new adjustment: a request of finance, its owner, account and need of approval filled in from what is
-- true.
-- A trigger, before the insert. Locks as needs_second_admin() does.
-- Raises ZF020 if the requester may not, ZF023 unless it begins as a request, ZF002 for an account or an
-- original that does not fit.
CREATE FUNCTION fill_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  original adjustments;
BEGIN
  IF NEW.status <> 'pending' OR NEW.grant_id IS NOT NULL THEN
    RAISE EXCEPTION 'an adjustment begins as a request' USING ERRCODE = 'ZF023';
  END IF;
  IF NOT may_adjust(NEW.requester_id) THEN
    RAISE EXCEPTION 'user % may not adjust balances', NEW.requester_id USING ERRCODE = 'ZF020';
  END IF;

  IF NEW.target = 'creator' THEN
    SELECT user_id INTO NEW.owner_id FROM creators WHERE id = NEW.creator_id;
    NEW.account_id := creator_account(NEW.creator_id, 'creator_available', NEW.currency);
  ELSE
    SELECT user_id, currency INTO NEW.owner_id, NEW.currency FROM wallets WHERE id = NEW.wallet_id;
    IF NEW.target = 'paid' THEN
      SELECT account_id INTO NEW.account_id FROM lots WHERE wallet_id = NEW.wallet_id AND kind = 'paid';
    ELSIF NEW.amount_micros > 0 AND NEW.reverses_id IS NULL THEN
      NEW.account_id := NULL; -- a new gift has no lot yet
    ELSIF NOT EXISTS (SELECT FROM lots WHERE account_id = NEW.account_id AND wallet_id = NEW.wallet_id
      AND kind = 'promotional') THEN
      RAISE EXCEPTION 'account % is no gift of wallet %', NEW.account_id, NEW.wallet_id
        USING ERRCODE = 'ZF002';
    END IF;
  END IF;

  IF NEW.reverses_id IS NOT NULL THEN
    SELECT * INTO original FROM adjustments WHERE id = NEW.reverses_id;
    IF original.status IS DISTINCT FROM 'posted' OR original.reverses_id IS NOT NULL
      OR original.target <> NEW.target
      OR original.account_id <> NEW.account_id OR original.amount_micros <> -NEW.amount_micros THEN
      RAISE EXCEPTION 'adjustment % cannot be reversed like this', NEW.reverses_id USING ERRCODE = 'ZF002';
    END IF;
  END IF;

  NEW.needs_approval := needs_second_admin(NEW.requester_id, NEW.currency, abs(NEW.amount_micros));
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE TRIGGER adjustments_filled BEFORE INSERT ON adjustments FOR EACH ROW
  EXECUTE FUNCTION fill_adjustment();
CREATE TRIGGER adjustments_never_removed BEFORE DELETE OR TRUNCATE ON adjustments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
