-- What cardholders' banks do: disputes with the money they hold, and warnings of fraud.

CREATE TABLE disputes (
  id bigserial NOT NULL,
  stripe_dispute_id text NOT NULL,
  charge_id text NOT NULL,
  top_up_id bigint NOT NULL,
  wallet_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  due_at timestamptz(3),
  submissions int NOT NULL DEFAULT 0,
  froze_wallet boolean NOT NULL DEFAULT false,
  lost_lot_micros bigint NOT NULL DEFAULT 0,
  lost_platform_micros bigint NOT NULL DEFAULT 0,
  recovered_lot_micros bigint NOT NULL DEFAULT 0,
  recovered_platform_micros bigint NOT NULL DEFAULT 0,
  opened_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  asked_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT disputes_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX disputes_stripe_dispute_id_key ON disputes (stripe_dispute_id);
CREATE INDEX disputes_top_up_id_idx ON disputes (top_up_id);
CREATE INDEX disputes_wallet_id_idx ON disputes (wallet_id);
CREATE INDEX disputes_open_idx ON disputes (due_at) WHERE (closed_at IS NULL);
ALTER TABLE disputes
  ADD CONSTRAINT disputes_top_up_id_fkey FOREIGN KEY (top_up_id) REFERENCES top_ups (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT disputes_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT disputes_amount_check CHECK (amount_micros > 0 AND lost_lot_micros >= 0 AND lost_platform_micros >= 0
    AND recovered_lot_micros BETWEEN 0 AND lost_lot_micros AND recovered_platform_micros BETWEEN 0 AND lost_platform_micros);
CREATE TRIGGER disputes_never_removed BEFORE DELETE OR TRUNCATE ON disputes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One movement of a dispute on Stripe's balance; `leg` numbers its postings.
CREATE TABLE dispute_movements (
  dispute_id bigint NOT NULL,
  leg smallint NOT NULL,
  balance_transaction_id text NOT NULL,
  amount_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT dispute_movements_pkey PRIMARY KEY (dispute_id, leg)
);
CREATE UNIQUE INDEX dispute_movements_balance_transaction_id_key ON dispute_movements (balance_transaction_id);
ALTER TABLE dispute_movements
  ADD CONSTRAINT dispute_movements_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES disputes (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER dispute_movements_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_movements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The evidence as it was put together and sent.
CREATE TABLE dispute_evidence (
  id bigserial NOT NULL,
  dispute_id bigint NOT NULL,
  content bytea NOT NULL,
  statement text NOT NULL,
  stripe_file_id text,
  prepared_by bigint NOT NULL,
  prepared_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  submitted_at timestamptz(3),
  CONSTRAINT dispute_evidence_pkey PRIMARY KEY (id)
);
CREATE INDEX dispute_evidence_dispute_id_idx ON dispute_evidence (dispute_id);
CREATE UNIQUE INDEX dispute_evidence_submitted_key ON dispute_evidence (dispute_id) WHERE (submitted_at IS NOT NULL);
ALTER TABLE dispute_evidence
  ADD CONSTRAINT dispute_evidence_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES disputes (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT dispute_evidence_prepared_by_fkey FOREIGN KEY (prepared_by) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT dispute_evidence_size_check CHECK (length(content) BETWEEN 1 AND 5242880 AND length(statement) <= 20000),
  ADD CONSTRAINT dispute_evidence_submitted_check CHECK (submitted_at IS NULL OR stripe_file_id IS NOT NULL);

CREATE TABLE fraud_warnings (
  id bigserial NOT NULL,
  stripe_warning_id text NOT NULL,
  charge_id text NOT NULL,
  top_up_id bigint NOT NULL,
  fraud_type text NOT NULL,
  actionable boolean NOT NULL,
  warned_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fraud_warnings_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX fraud_warnings_stripe_warning_id_key ON fraud_warnings (stripe_warning_id);
CREATE INDEX fraud_warnings_top_up_id_idx ON fraud_warnings (top_up_id);
ALTER TABLE fraud_warnings
  ADD CONSTRAINT fraud_warnings_top_up_id_fkey FOREIGN KEY (top_up_id) REFERENCES top_ups (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- The bank takes the money (amount below zero at Stripe) or gives it back.
CREATE FUNCTION post_dispute_movement(dispute bigint, for_leg int, in_currency char(3), amount bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  held bigint := platform_account('disputes_held', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
BEGIN
  IF amount = 0 THEN RETURN false; END IF;
  RETURN CASE WHEN amount < 0 THEN post_once(dispute, 'dispute_opened', for_leg, held, clearing, -amount)
    ELSE post_once(dispute, 'dispute_won', for_leg, clearing, held, amount) END;
END $$;

-- Lost: the paid lot pays as far as it has money, the rest is the platform's loss. Returns what the lot paid.
CREATE FUNCTION post_dispute_lost(dispute bigint, wallet bigint, amount bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  lot lots;
  in_currency char(3);
  from_lot bigint;
  held bigint;
BEGIN
  SELECT l.* INTO STRICT lot FROM lots l WHERE l.wallet_id = wallet AND l.kind = 'paid' FOR NO KEY UPDATE;
  SELECT w.currency INTO STRICT in_currency FROM wallets w WHERE w.id = wallet;
  held := platform_account('disputes_held', in_currency);
  from_lot := least(lot.balance_micros, amount);
  IF from_lot > 0 THEN
    PERFORM post_once(dispute, 'dispute_lost', 0, lot.account_id, held, from_lot);
    UPDATE lots SET balance_micros = balance_micros - from_lot WHERE account_id = lot.account_id;
  END IF;
  IF amount > from_lot THEN
    PERFORM post_once(dispute, 'dispute_lost', 1, platform_account('dispute_losses', in_currency), held, amount - from_lot);
  END IF;
  RETURN from_lot;
END $$;

-- The money came back after the loss: each part to where it was taken from.
CREATE FUNCTION post_dispute_recovered(dispute bigint, wallet bigint, to_lot bigint, to_platform bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  in_currency char(3);
  held bigint;
BEGIN
  SELECT l.account_id INTO STRICT lot FROM lots l WHERE l.wallet_id = wallet AND l.kind = 'paid' FOR NO KEY UPDATE;
  SELECT w.currency INTO STRICT in_currency FROM wallets w WHERE w.id = wallet;
  held := platform_account('disputes_held', in_currency);
  IF to_lot > 0 AND post_once(dispute, 'dispute_recovered', 0, held, lot, to_lot) THEN
    UPDATE lots SET balance_micros = balance_micros + to_lot WHERE account_id = lot;
  END IF;
  IF to_platform > 0 THEN
    PERFORM post_once(dispute, 'dispute_recovered', 1, held, platform_account('dispute_losses', in_currency), to_platform);
  END IF;
END $$;
