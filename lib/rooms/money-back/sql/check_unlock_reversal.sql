-- Who may take an unlock back, and at whose cost without a second admin, is judged here, no matter who writes
-- the row.
-- A trigger, before the insert. Locks as needs_second_admin() does.
-- Raises ZF020 if the person may not, ZF024 if the request does not allow it, ZF021 if a second admin is
-- needed.
CREATE FUNCTION check_unlock_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  asked reversal_requests;
BEGIN
  SELECT * INTO u FROM unlocks WHERE id = NEW.unlock_id;
  IF has_part_in_unlock(NEW.actor_id, NEW.unlock_id) OR NEW.amount_micros <> u.price_micros
    OR (NEW.request_id IS NULL AND NOT may_adjust(NEW.actor_id)) THEN
    RAISE EXCEPTION 'unlock %: user % may not take it back like this', NEW.unlock_id, NEW.actor_id
      USING ERRCODE = 'ZF020';
  END IF;
  NEW.created_at := clock_timestamp();
  IF NEW.request_id IS NOT NULL THEN
    SELECT * INTO asked FROM reversal_requests WHERE id = NEW.request_id;
    IF asked.status IS DISTINCT FROM 'posted' OR (asked.unlock_id, asked.source,
      asked.requester_id) <> (NEW.unlock_id, NEW.source, NEW.actor_id) THEN
      RAISE EXCEPTION 'unlock %: request % does not allow this', NEW.unlock_id, NEW.request_id
        USING ERRCODE = 'ZF024';
    END IF;
  ELSIF NEW.platform_micros + NEW.fee_micros > 0
    AND needs_second_admin(NEW.actor_id, (SELECT currency FROM wallets WHERE id = u.wallet_id),
    NEW.platform_micros + NEW.fee_micros) THEN
    RAISE EXCEPTION 'unlock %: beyond what user % may decide alone', NEW.unlock_id, NEW.actor_id
      USING ERRCODE = 'ZF021';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER unlock_reversals_checked BEFORE INSERT ON unlock_reversals FOR EACH ROW
  EXECUTE FUNCTION check_unlock_reversal();
