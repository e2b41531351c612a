-- A request is decided once, in time and by someone who may; what was asked for never changes.
-- A trigger, before the update. Raises ZF023, ZF025 if it has run out, ZF021 if the decider may not.
CREATE FUNCTION check_adjustment_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'pending' OR NEW.status = 'pending'
    OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note', 'account_id',
    'grant_id'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note', 'account_id',
        'grant_id'])
    OR (NEW.account_id IS DISTINCT FROM OLD.account_id
    AND (OLD.account_id IS NOT NULL OR NEW.status <> 'posted')) THEN
    RAISE EXCEPTION 'adjustment %: a request is decided once and never changed', OLD.id
      USING ERRCODE = 'ZF023';
  END IF;
  IF NEW.status = 'posted' THEN
    IF clock_timestamp() > OLD.expires_at THEN
      RAISE EXCEPTION 'adjustment % has run out', OLD.id USING ERRCODE = 'ZF025';
    END IF;
    IF OLD.needs_approval AND NOT may_adjust(NEW.decider_id) THEN
      RAISE EXCEPTION 'adjustment %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'ZF021';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER adjustments_decided BEFORE UPDATE ON adjustments FOR EACH ROW
  EXECUTE FUNCTION check_adjustment_change();
