-- A fee of the processor's own is asked for by one admin of finance and decided once by another.
-- A trigger, before insert and update. Raises ZF020 if the requester may not, ZF023 for a change or a decider
-- who may not.
CREATE FUNCTION check_processor_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' OR NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not ask for a charge of the processor', NEW.requester_id
        USING ERRCODE = 'ZF020';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'pending' OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
        OR NOT may_adjust(NEW.decider_id) THEN
    RAISE EXCEPTION 'charge % of the processor: decided once, by whom it is allowed, and never changed',
      OLD.id
      USING ERRCODE = 'ZF023';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER processor_charges_checked BEFORE INSERT OR UPDATE ON processor_charges FOR EACH ROW
  EXECUTE FUNCTION check_processor_charge();
CREATE TRIGGER processor_charges_never_removed BEFORE DELETE OR TRUNCATE ON processor_charges
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
