-- Processor costs → card clearing, or the other way for what the processor gives back. Leg 0 is the amount,
-- leg 1 the fee on it. A trigger, after the decision. Raises ZF003.
CREATE FUNCTION post_processor_charge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  costs bigint := platform_account('processor_costs', NEW.currency);
  clearing bigint := platform_account('card_clearing', NEW.currency);
BEGIN
  IF NEW.amount_micros < 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 0, costs, clearing,
    -NEW.amount_micros);
  ELSIF NEW.amount_micros > 0 THEN
    PERFORM post_once(NEW.id, 'processor_charge', 0, clearing, costs, NEW.amount_micros);
  END IF;
  IF NEW.fee_micros > 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 1, costs, clearing,
    NEW.fee_micros);
  ELSIF NEW.fee_micros < 0 THEN
    PERFORM post_once(NEW.id, 'processor_charge', 1, clearing, costs, -NEW.fee_micros);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER processor_charges_posted AFTER UPDATE ON processor_charges FOR EACH ROW
  WHEN (NEW.status = 'posted')
  EXECUTE FUNCTION post_processor_charge();
