-- Odd money is written once and ended once, by somebody who may and whose own money it is not.
-- A trigger, before the update. Raises ZF023, ZF020.
CREATE FUNCTION check_odd_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL OR (to_jsonb(NEW) - ARRAY['outcome', 'ended_at', 'ended_by', 'note'])
      <> (to_jsonb(OLD) - ARRAY['outcome', 'ended_at', 'ended_by', 'note']) THEN
    RAISE EXCEPTION 'odd money %: it is ended once and never changed', OLD.id USING ERRCODE = 'ZF023';
  END IF;
  IF NEW.ended_by IS NOT NULL AND (NOT may_adjust(NEW.ended_by)
      OR EXISTS (SELECT FROM wallets w WHERE w.id = OLD.wallet_id AND w.user_id = NEW.ended_by)
      OR EXISTS (SELECT FROM creators c WHERE c.id = OLD.creator_id AND c.user_id = NEW.ended_by)) THEN
    RAISE EXCEPTION 'odd money %: user % may not end it', OLD.id, NEW.ended_by USING ERRCODE = 'ZF020';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER odd_money_checked BEFORE UPDATE ON odd_money FOR EACH ROW EXECUTE FUNCTION check_odd_money();
CREATE TRIGGER odd_money_never_removed BEFORE DELETE OR TRUNCATE ON odd_money FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();
