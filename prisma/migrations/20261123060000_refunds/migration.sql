-- Money that goes back to a card: refunds of top-ups, made here or in Stripe's dashboard, and wallets cashed out.

-- ref: unlocks. Taken back by an admin after it was settled.
ALTER TYPE transfer_kind ADD VALUE 'unlock_reversal' AFTER 'unlock_refund';
-- ref: refunds. The refund did not reach the card: card clearing → where it was taken from.
ALTER TYPE transfer_kind ADD VALUE 'refund_returned' AFTER 'cash_out';
-- ref: refunds. What the processor takes for a refund, where it does.
ALTER TYPE transfer_kind ADD VALUE 'refund_fee' AFTER 'refund_returned';
-- ref: disputes. A lost dispute's money that came back all the same.
ALTER TYPE transfer_kind ADD VALUE 'dispute_recovered' AFTER 'dispute_lost';
-- ref: disputes
ALTER TYPE transfer_kind ADD VALUE 'dispute_fee' AFTER 'dispute_recovered';

CREATE TYPE refund_status AS ENUM ('created', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled');
CREATE TYPE refund_reason AS ENUM ('requested_by_customer', 'duplicate', 'fraudulent');

CREATE TABLE refunds (
  id bigserial NOT NULL,
  top_up_id bigint NOT NULL,
  wallet_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  lot_micros bigint NOT NULL,
  request_key uuid NOT NULL,
  cash_out_key uuid,
  status refund_status NOT NULL DEFAULT 'created',
  reason refund_reason,
  note text,
  actor_id bigint,
  stripe_refund_id text,
  balance_transaction_id text,
  return_transaction_id text,
  fee_micros bigint,
  failure_code text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  asked_at timestamptz(3),
  ended_at timestamptz(3),
  CONSTRAINT refunds_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX refunds_request_key_key ON refunds (request_key);
CREATE UNIQUE INDEX refunds_stripe_refund_id_key ON refunds (stripe_refund_id);
CREATE UNIQUE INDEX refunds_balance_transaction_id_key ON refunds (balance_transaction_id);
CREATE UNIQUE INDEX refunds_return_transaction_id_key ON refunds (return_transaction_id);
CREATE INDEX refunds_top_up_id_idx ON refunds (top_up_id);
CREATE INDEX refunds_wallet_id_id_idx ON refunds (wallet_id, id);
CREATE INDEX refunds_cash_out_key_idx ON refunds (cash_out_key);
CREATE INDEX refunds_unfinished_idx ON refunds (asked_at)
  WHERE (status = 'created'::refund_status OR status = 'pending'::refund_status OR status = 'requires_action'::refund_status);
ALTER TABLE refunds
  ADD CONSTRAINT refunds_top_up_id_fkey FOREIGN KEY (top_up_id) REFERENCES top_ups (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT refunds_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT refunds_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- What is not in the lot any more is the platform's loss; only a refund that was made at Stripe can be so.
  ADD CONSTRAINT refunds_amount_check CHECK (amount_micros > 0 AND lot_micros BETWEEN 0 AND amount_micros),
  ADD CONSTRAINT refunds_own_check CHECK (actor_id IS NULL OR lot_micros = amount_micros),
  ADD CONSTRAINT refunds_note_check CHECK (length(note) <= 5000),
  ADD CONSTRAINT refunds_status_check CHECK (status IN ('created', 'failed', 'canceled') OR stripe_refund_id IS NOT NULL),
  ADD CONSTRAINT refunds_ended_check CHECK ((status IN ('succeeded', 'failed', 'canceled')) = (ended_at IS NOT NULL));

-- Never more than was paid and not given back; nobody refunds themselves; what was asked for never changes.
CREATE FUNCTION check_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid top_ups;
  given bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.top_up_id, NEW.wallet_id, NEW.currency, NEW.amount_micros, NEW.lot_micros, NEW.request_key)
        IS DISTINCT FROM (OLD.id, OLD.top_up_id, OLD.wallet_id, OLD.currency, OLD.amount_micros, OLD.lot_micros, OLD.request_key)
      OR NEW.actor_id IS DISTINCT FROM OLD.actor_id OR OLD.stripe_refund_id <> NEW.stripe_refund_id
      OR (OLD.status IN ('failed', 'canceled') AND NEW.status <> OLD.status) THEN
      RAISE EXCEPTION 'refund %: what was asked for never changes, and what came back stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO paid FROM top_ups WHERE id = NEW.top_up_id AND wallet_id = NEW.wallet_id AND status = 'paid' FOR NO KEY UPDATE;
  IF paid.id IS NULL OR NOT EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id AND currency = NEW.currency) THEN
    RAISE EXCEPTION 'top-up % is not paid into wallet %', NEW.top_up_id, NEW.wallet_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- A refund that Stripe tells of has happened, whatever we think of it.
  IF NEW.stripe_refund_id IS NULL THEN
    SELECT coalesce(sum(amount_micros), 0) INTO given FROM refunds WHERE top_up_id = NEW.top_up_id AND status NOT IN ('failed', 'canceled');
    IF given + NEW.amount_micros > paid.amount_micros THEN
      RAISE EXCEPTION 'top-up %: more than was paid', NEW.top_up_id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'refunds_paid';
    END IF;
  END IF;
  IF NEW.actor_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = NEW.actor_id AND admin_role IS NOT NULL) THEN
      RAISE EXCEPTION 'user % may not refund', NEW.actor_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id AND user_id = NEW.actor_id) THEN
      RAISE EXCEPTION 'user %: nobody refunds themselves', NEW.actor_id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'refunds_own_account';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refunds_checked BEFORE INSERT OR UPDATE ON refunds FOR EACH ROW EXECUTE FUNCTION check_refund();
CREATE TRIGGER refunds_never_removed BEFORE DELETE OR TRUNCATE ON refunds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the wallet's paid lot holds, locked until the transaction ends.
CREATE FUNCTION lock_paid_lot(wallet bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT balance_micros FROM lots WHERE wallet_id = wallet AND kind = 'paid' FOR NO KEY UPDATE
$$;

-- A refund leaves: the paid lot → card clearing, and what the lot no longer holds from adjustments, as the platform's loss.
CREATE FUNCTION post_refund(refund bigint, as_kind transfer_kind, wallet bigint, amount bigint, from_lot bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
  posted boolean := false;
BEGIN
  SELECT l.account_id, w.currency INTO STRICT lot, lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF from_lot > 0 AND post_once(refund, as_kind, 0, lot, platform_account('card_clearing', lot_currency), from_lot) THEN
    UPDATE lots SET balance_micros = balance_micros - from_lot WHERE account_id = lot;
    posted := true;
  END IF;
  IF amount > from_lot AND post_once(refund, as_kind, 1, platform_account('adjustments', lot_currency),
      platform_account('card_clearing', lot_currency), amount - from_lot) THEN
    posted := true;
  END IF;
  RETURN posted;
END $$;

-- It did not reach the card: everything back to where it was taken from.
CREATE FUNCTION post_refund_returned(refund bigint, wallet bigint, amount bigint, from_lot bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
  posted boolean := false;
BEGIN
  SELECT l.account_id, w.currency INTO STRICT lot, lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF from_lot > 0 AND post_once(refund, 'refund_returned', 0, platform_account('card_clearing', lot_currency), lot, from_lot) THEN
    UPDATE lots SET balance_micros = balance_micros + from_lot WHERE account_id = lot;
    posted := true;
  END IF;
  IF amount > from_lot AND post_once(refund, 'refund_returned', 1, platform_account('card_clearing', lot_currency),
      platform_account('adjustments', lot_currency), amount - from_lot) THEN
    posted := true;
  END IF;
  RETURN posted;
END $$;

-- What the processor takes for something that is not a charge, or (below zero) gives back.
CREATE FUNCTION post_fee(for_ref bigint, as_kind transfer_kind, for_leg int, in_currency char(3), amount bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  fees bigint := platform_account('processing_fees', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
BEGIN
  IF amount = 0 THEN RETURN false; END IF;
  RETURN CASE WHEN amount > 0 THEN post_once(for_ref, as_kind, for_leg, fees, clearing, amount)
    ELSE post_once(for_ref, as_kind, for_leg, clearing, fees, -amount) END;
END $$;
