-- Never more than was paid and not given back; nobody refunds themselves; what was asked for never changes.
-- A trigger, before insert and update. Locks the top-up.
-- Raises ZF001 for a change, ZF002 if the top-up is not paid into the wallet, ZF030 for more than was paid,
-- ZF020 if the person may not refund, ZF022 for one's own wallet. A refund that the processor reports has
-- happened, so its amount is not judged.
CREATE FUNCTION check_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid top_ups;
  given bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.top_up_id, NEW.wallet_id, NEW.currency, NEW.amount_micros, NEW.lot_micros,
      NEW.request_key)
        IS DISTINCT FROM (OLD.id, OLD.top_up_id, OLD.wallet_id, OLD.currency, OLD.amount_micros,
          OLD.lot_micros, OLD.request_key)
      OR NEW.actor_id IS DISTINCT FROM OLD.actor_id OR OLD.refund_ref <> NEW.refund_ref
      OR (OLD.status IN ('failed', 'canceled') AND NEW.status <> OLD.status) THEN
      RAISE EXCEPTION 'refund %: what was asked for never changes, and what came back stays', OLD.id
        USING ERRCODE = 'ZF001';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO paid FROM top_ups WHERE id = NEW.top_up_id AND wallet_id = NEW.wallet_id AND status = 'paid'
    FOR NO KEY UPDATE;
  IF paid.id IS NULL OR NOT EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id
    AND currency = NEW.currency) THEN
    RAISE EXCEPTION 'top-up % is not paid into wallet %', NEW.top_up_id, NEW.wallet_id
      USING ERRCODE = 'ZF002';
  END IF;
  -- A refund that the processor reports has happened, whatever we think of it.
  IF NEW.refund_ref IS NULL THEN
    SELECT coalesce(sum(amount_micros), 0) INTO given FROM refunds WHERE top_up_id = NEW.top_up_id
      AND status NOT IN ('failed', 'canceled');
    IF given + NEW.amount_micros > paid.amount_micros THEN
      RAISE EXCEPTION 'top-up %: more than was paid', NEW.top_up_id USING ERRCODE = 'ZF030';
    END IF;
  END IF;
  IF NEW.actor_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = NEW.actor_id AND admin_role IS NOT NULL) THEN
      RAISE EXCEPTION 'user % may not refund', NEW.actor_id USING ERRCODE = 'ZF020';
    END IF;
    IF EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id AND user_id = NEW.actor_id) THEN
      RAISE EXCEPTION 'user %: nobody refunds themselves', NEW.actor_id
        USING ERRCODE = 'ZF022';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER refunds_checked BEFORE INSERT OR UPDATE ON refunds FOR EACH ROW
  EXECUTE FUNCTION check_refund();
CREATE TRIGGER refunds_never_removed BEFORE DELETE OR TRUNCATE ON refunds FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();
