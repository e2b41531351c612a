-- A reversal that one admin may not decide alone: what the platform would bear is found here; it is decided
-- once, in time, by a second admin without a part in it.
-- A trigger, before insert and update. Raises ZF020 if the requester may not, ZF022 for one's own, ZF023,
-- ZF025 if it has run out, ZF021 if the decider may not.
CREATE FUNCTION check_reversal_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  judged record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' THEN
      RAISE EXCEPTION 'a reversal begins as a request' USING ERRCODE = 'ZF023';
    END IF;
    IF NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not take unlocks back', NEW.requester_id USING ERRCODE = 'ZF020';
    END IF;
    IF has_part_in_unlock(NEW.requester_id, NEW.unlock_id) THEN
      RAISE EXCEPTION 'user % has a part in unlock %', NEW.requester_id, NEW.unlock_id
        USING ERRCODE = 'ZF022';
    END IF;
    SELECT * INTO judged FROM judge_reversal(NEW.unlock_id);
    NEW.loss_micros := CASE NEW.source WHEN 'platform' THEN judged.creator_part + judged.fee_part
      WHEN 'available' THEN judged.fee_part ELSE 0 END;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
  END IF;
  IF OLD.status <> 'pending' OR NEW.status = 'pending'
    OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note']) THEN
    RAISE EXCEPTION 'reversal request %: a request is decided once and never changed', OLD.id
      USING ERRCODE = 'ZF023';
  END IF;
  IF NEW.status = 'posted' THEN
    IF clock_timestamp() > OLD.expires_at THEN
      RAISE EXCEPTION 'reversal request % has run out', OLD.id USING ERRCODE = 'ZF025';
    END IF;
    IF NOT may_adjust(NEW.decider_id) OR has_part_in_unlock(NEW.decider_id, OLD.unlock_id) THEN
      RAISE EXCEPTION 'reversal request %: user % may not approve', OLD.id, NEW.decider_id
        USING ERRCODE = 'ZF021';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER reversal_requests_checked BEFORE INSERT OR UPDATE ON reversal_requests FOR EACH ROW
  EXECUTE FUNCTION check_reversal_request();
