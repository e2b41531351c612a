-- Payouts: what creators are paid, through which account at Stripe, and which settlements each payout pays for.

-- A payout that was paid and whose money came back: card clearing → in transit; payout_failed then moves it on.
ALTER TYPE transfer_kind ADD VALUE 'payout_reversed' AFTER 'payout_failed';

CREATE TYPE payout_account_status AS ENUM ('not_started', 'requirements_due', 'in_review', 'verified', 'rejected');
CREATE TYPE payout_schedule AS ENUM ('on_request', 'weekly', 'monthly');
CREATE TYPE payout_status AS ENUM ('created', 'sent', 'returning', 'paid', 'failed', 'reversed');

CREATE TABLE payout_accounts (
  creator_id bigint NOT NULL,
  stripe_account_id text,
  creation_key uuid NOT NULL,
  country char(2),
  status payout_account_status NOT NULL DEFAULT 'not_started',
  requirements text[],
  schedule payout_schedule NOT NULL DEFAULT 'on_request',
  scheduled_through date,
  frozen_at timestamptz(3),
  frozen_reason text,
  checked_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT payout_accounts_pkey PRIMARY KEY (creator_id)
);
CREATE UNIQUE INDEX payout_accounts_stripe_account_id_key ON payout_accounts (stripe_account_id);
ALTER TABLE payout_accounts
  ADD CONSTRAINT payout_accounts_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT payout_accounts_status_check CHECK (status = 'not_started' OR stripe_account_id IS NOT NULL),
  ADD CONSTRAINT payout_accounts_country_check CHECK (country ~ '^[a-z]{2}$'),
  ADD CONSTRAINT payout_accounts_frozen_check CHECK ((frozen_at IS NULL) = (frozen_reason IS NULL));

CREATE TABLE payouts (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  status payout_status NOT NULL DEFAULT 'created',
  request_key uuid NOT NULL,
  scheduled boolean NOT NULL DEFAULT false,
  stripe_account_id text NOT NULL,
  transfer_id text,
  destination_payment_id text,
  stripe_payout_id text,
  reversed_micros bigint NOT NULL DEFAULT 0,
  returned_micros bigint NOT NULL DEFAULT 0,
  returns smallint NOT NULL DEFAULT 0,
  failure_code text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sent_at timestamptz(3),
  arrives_at timestamptz(3),
  paid_at timestamptz(3),
  ended_at timestamptz(3),
  asked_at timestamptz(3),
  CONSTRAINT payouts_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX payouts_transfer_id_key ON payouts (transfer_id);
CREATE UNIQUE INDEX payouts_destination_payment_id_key ON payouts (destination_payment_id);
CREATE UNIQUE INDEX payouts_creator_id_request_key_key ON payouts (creator_id, request_key);
CREATE UNIQUE INDEX payouts_in_flight_key ON payouts (creator_id) WHERE (status = 'created'::payout_status OR status = 'sent'::payout_status);
CREATE INDEX payouts_creator_id_created_at_idx ON payouts (creator_id, created_at);
CREATE INDEX payouts_unfinished_idx ON payouts (asked_at)
  WHERE (status = 'created'::payout_status OR status = 'sent'::payout_status OR status = 'returning'::payout_status OR (transfer_id IS NOT NULL AND returned_micros > reversed_micros));
CREATE INDEX payouts_stripe_payout_id_idx ON payouts (stripe_payout_id);
ALTER TABLE payouts
  ADD CONSTRAINT payouts_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT payouts_amount_check CHECK (amount_micros > 0),
  ADD CONSTRAINT payouts_parts_check
    CHECK (returned_micros BETWEEN 0 AND amount_micros AND reversed_micros BETWEEN 0 AND returned_micros AND (returned_micros > 0) = (returns > 0)),
  -- Given back in full exactly when it ended without a payment, so a status never tells another story than the ledger.
  ADD CONSTRAINT payouts_ended_check CHECK ((status IN ('failed', 'reversed')) = (returned_micros = amount_micros)),
  ADD CONSTRAINT payouts_sent_check CHECK (status IN ('created', 'failed') OR (transfer_id IS NOT NULL AND sent_at IS NOT NULL)),
  ADD CONSTRAINT payouts_paid_check CHECK (status <> 'paid' OR paid_at IS NOT NULL);

CREATE TABLE payout_lines (
  payout_id bigint NOT NULL,
  settlement_id bigint NOT NULL,
  amount_micros bigint NOT NULL,
  returned_micros bigint NOT NULL DEFAULT 0,
  CONSTRAINT payout_lines_pkey PRIMARY KEY (payout_id, settlement_id)
);
CREATE INDEX payout_lines_settlement_id_idx ON payout_lines (settlement_id);
ALTER TABLE payout_lines
  ADD CONSTRAINT payout_lines_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES payouts (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT payout_lines_settlement_id_fkey FOREIGN KEY (settlement_id) REFERENCES settlements (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT payout_lines_amount_check CHECK (amount_micros > 0 AND returned_micros BETWEEN 0 AND amount_micros);

-- Rows that money refers to are never removed, and what was asked for never changes.
CREATE TRIGGER payouts_never_removed BEFORE DELETE OR TRUNCATE ON payouts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_payout_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'payout %: whose, how much and to which account never change', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER payouts_fixed BEFORE UPDATE ON payouts FOR EACH ROW
  WHEN ((OLD.id, OLD.creator_id, OLD.currency, OLD.amount_micros, OLD.request_key, OLD.stripe_account_id)
    IS DISTINCT FROM (NEW.id, NEW.creator_id, NEW.currency, NEW.amount_micros, NEW.request_key, NEW.stripe_account_id)
    OR OLD.transfer_id <> NEW.transfer_id OR OLD.returned_micros > NEW.returned_micros OR OLD.reversed_micros > NEW.reversed_micros)
  EXECUTE FUNCTION refuse_payout_change();

-- The creator's available earnings, locked until the transaction ends. Null: never earned anything in this currency.
CREATE FUNCTION lock_available(creator bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql AS $$
  SELECT balance_micros FROM accounts WHERE creator_id = creator AND type = 'creator_available' AND currency = in_currency FOR NO KEY UPDATE
$$;

-- One step of a payout. Available and in transit are locked in this order everywhere. False: was posted before; a repeat
-- with another amount or creator is an error.
CREATE FUNCTION post_payout_step(
  payout bigint, step transfer_kind, step_leg int, creator bigint, in_currency char(3), amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  available bigint := creator_account(creator, 'creator_available', in_currency);
  in_transit bigint := creator_account(creator, 'creator_in_transit', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
  debit bigint;
  credit bigint;
BEGIN
  CASE step
    WHEN 'payout_sent' THEN debit := available; credit := in_transit;
    WHEN 'payout_paid' THEN debit := in_transit; credit := clearing;
    WHEN 'payout_reversed' THEN debit := clearing; credit := in_transit;
    WHEN 'payout_failed' THEN debit := in_transit; credit := available;
    ELSE RAISE EXCEPTION '% is no step of a payout', step USING ERRCODE = 'invalid_parameter_value';
  END CASE;
  PERFORM FROM accounts WHERE id IN (available, in_transit) ORDER BY type FOR NO KEY UPDATE;
  IF NOT post_once(payout, step, step_leg, debit, credit, amount) THEN RETURN false; END IF;
  UPDATE accounts SET balance_micros = balance_micros + CASE WHEN id = credit THEN amount ELSE -amount END
  WHERE id IN (debit, credit) AND id <> clearing;
  RETURN true;
END $$;
