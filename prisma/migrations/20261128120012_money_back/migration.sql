-- lib/rooms/money-back: Refunds to the card, unlocks taken back, disputes.

CREATE TYPE refund_status AS ENUM ('created', 'pending', 'requires_action', 'succeeded', 'failed',
  'canceled');

CREATE TYPE refund_reason AS ENUM ('requested_by_customer', 'duplicate', 'fraudulent');

CREATE TYPE reversal_source AS ENUM ('pending', 'available', 'platform');

-- Money of one top-up that goes back to its card. Its rules are triggers.
CREATE TABLE refunds (
  id bigserial NOT NULL,
  top_up_id bigint NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
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
  refund_ref text,
  transaction_ref text,
  return_transaction_ref text,
  fee_micros bigint,
  failure_code text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  asked_at timestamptz(3),
  ended_at timestamptz(3),
  CONSTRAINT refunds_pkey PRIMARY KEY (id),
  -- What is not in the lot any more is the platform's loss; only a refund that was made at Stripe can be so.
  CONSTRAINT refunds_amount_check CHECK (amount_micros > 0 AND lot_micros BETWEEN 0 AND amount_micros),
  CONSTRAINT refunds_ended_check CHECK ((status IN ('succeeded', 'failed', 'canceled')) = (ended_at IS NOT
    NULL)),
  CONSTRAINT refunds_note_check CHECK (length(note) <= 5000),
  CONSTRAINT refunds_own_check CHECK (actor_id IS NULL OR lot_micros = amount_micros),
  CONSTRAINT refunds_status_check CHECK (status IN ('created', 'failed', 'canceled') OR refund_ref IS NOT
    NULL)
);
CREATE INDEX refunds_cash_out_key_idx ON refunds (cash_out_key);
CREATE UNIQUE INDEX refunds_refund_ref_key ON refunds (refund_ref);
CREATE UNIQUE INDEX refunds_request_key_key ON refunds (request_key);
CREATE UNIQUE INDEX refunds_return_transaction_ref_key ON refunds (return_transaction_ref);
CREATE INDEX refunds_top_up_id_idx ON refunds (top_up_id);
CREATE UNIQUE INDEX refunds_transaction_ref_key ON refunds (transaction_ref);
CREATE INDEX refunds_unfinished_idx ON refunds (asked_at) WHERE (status = 'created'::refund_status OR status =
  'pending'::refund_status OR status = 'requires_action'::refund_status);
CREATE INDEX refunds_wallet_id_id_idx ON refunds (wallet_id, id);

-- A reversal that costs the platform more than one admin may decide: it waits for a second one. Its rules are
-- triggers.
CREATE TABLE reversal_requests (
  id bigserial NOT NULL,
  unlock_id bigint NOT NULL,
  source reversal_source NOT NULL,
  loss_micros bigint NOT NULL,
  note text NOT NULL,
  requester_id bigint NOT NULL,
  status adjustment_status NOT NULL DEFAULT 'pending',
  decider_id bigint,
  decided_at timestamptz(3),
  decision_note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT reversal_requests_pkey PRIMARY KEY (id),
  CONSTRAINT reversal_requests_decided_check CHECK ((status = 'pending') = (decided_at IS NULL) AND (status <>
    'rejected' OR decider_id IS NOT NULL) AND (status <> 'pending' OR decider_id IS NULL)),
  -- The second pair of eyes. Taking back one's own request is no approval.
  CONSTRAINT reversal_requests_four_eyes_check CHECK (status <> 'posted' OR (decider_id IS NOT NULL AND
    decider_id <> requester_id)),
  CONSTRAINT reversal_requests_note_check CHECK (length(note) BETWEEN 1 AND 5000 AND length(decision_note)
    BETWEEN 1 AND 5000)
);
-- One at a time; one that was rejected or ran out leaves the way free for another.
CREATE UNIQUE INDEX reversal_requests_open_key ON reversal_requests (unlock_id) WHERE (status =
  'pending'::adjustment_status OR status = 'posted'::adjustment_status);
CREATE INDEX reversal_requests_pending_idx ON reversal_requests (expires_at) WHERE (status =
  'pending'::adjustment_status);

-- An unlock that an admin took back after its window, and who paid for it. Insert only.
CREATE TABLE unlock_reversals (
  unlock_id bigint NOT NULL,
  source reversal_source NOT NULL,
  amount_micros bigint NOT NULL,
  creator_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  platform_micros bigint NOT NULL,
  settlement_id bigint,
  actor_id bigint NOT NULL,
  note text NOT NULL,
  request_id bigint,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT unlock_reversals_pkey PRIMARY KEY (unlock_id),
  CONSTRAINT unlock_reversals_note_check CHECK (length(note) BETWEEN 1 AND 5000),
  CONSTRAINT unlock_reversals_parts_check CHECK ( amount_micros = creator_micros + fee_micros +
    platform_micros AND creator_micros >= 0 AND fee_micros >= 0 AND platform_micros >= 0 AND (source =
    'platform') = (platform_micros > 0) AND (source = 'available' OR fee_micros = 0)),
  CONSTRAINT unlock_reversals_settled_check CHECK ((source = 'pending') = (settlement_id IS NULL))
);
CREATE INDEX unlock_reversals_actor_id_created_at_idx ON unlock_reversals (actor_id, created_at);
CREATE UNIQUE INDEX unlock_reversals_request_id_key ON unlock_reversals (request_id);
CREATE INDEX unlock_reversals_settlement_id_idx ON unlock_reversals (settlement_id);

-- A cardholder's bank disputes a charge of ours, or inquires about it.
CREATE TABLE disputes (
  id bigserial NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  dispute_ref text NOT NULL,
  charge_ref text NOT NULL,
  top_up_id bigint NOT NULL,
  wallet_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  due_at timestamptz(3),
  submissions int NOT NULL DEFAULT 0,
  held_at timestamptz(3),
  hold_ended_at timestamptz(3),
  lost_lot_micros bigint NOT NULL DEFAULT 0,
  lost_platform_micros bigint NOT NULL DEFAULT 0,
  recovered_lot_micros bigint NOT NULL DEFAULT 0,
  recovered_platform_micros bigint NOT NULL DEFAULT 0,
  opened_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  asked_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT disputes_pkey PRIMARY KEY (id),
  CONSTRAINT disputes_amount_check CHECK (amount_micros > 0 AND lost_lot_micros >= 0 AND lost_platform_micros
    >= 0 AND recovered_lot_micros BETWEEN 0 AND lost_lot_micros AND recovered_platform_micros BETWEEN 0 AND
    lost_platform_micros),
  CONSTRAINT disputes_hold_check CHECK (hold_ended_at IS NULL OR held_at IS NOT NULL)
);
CREATE UNIQUE INDEX disputes_dispute_ref_key ON disputes (dispute_ref);
CREATE INDEX disputes_holding_idx ON disputes (wallet_id) WHERE (held_at IS NOT NULL AND hold_ended_at IS
  NULL);
CREATE INDEX disputes_open_idx ON disputes (due_at) WHERE (closed_at IS NULL);
CREATE INDEX disputes_top_up_id_idx ON disputes (top_up_id);
CREATE INDEX disputes_wallet_id_idx ON disputes (wallet_id);

-- One movement of a dispute on the processor's balance, below zero when the bank took money. Insert only.
CREATE TABLE dispute_movements (
  dispute_id bigint NOT NULL,
  leg smallint NOT NULL,
  transaction_ref text NOT NULL,
  amount_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT dispute_movements_pkey PRIMARY KEY (dispute_id, leg)
);
CREATE UNIQUE INDEX dispute_movements_transaction_ref_key ON dispute_movements (transaction_ref);

-- A PDF with the evidence, as it was put together; the one that was submitted is the one that the processor
-- has.
CREATE TABLE dispute_evidence (
  id bigserial NOT NULL,
  dispute_id bigint NOT NULL,
  content bytea NOT NULL,
  statement text NOT NULL,
  file_ref text,
  prepared_by bigint NOT NULL,
  prepared_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  submitted_at timestamptz(3),
  CONSTRAINT dispute_evidence_pkey PRIMARY KEY (id),
  CONSTRAINT dispute_evidence_size_check CHECK (length(content) BETWEEN 1 AND 5242880 AND length(statement) <=
    20000),
  CONSTRAINT dispute_evidence_submitted_check CHECK (submitted_at IS NULL OR file_ref IS NOT NULL)
);
CREATE INDEX dispute_evidence_dispute_id_idx ON dispute_evidence (dispute_id);
CREATE UNIQUE INDEX dispute_evidence_submitted_key ON dispute_evidence (dispute_id) WHERE (submitted_at IS NOT
  NULL);

-- A card's issuer expects that a charge is fraudulent.
CREATE TABLE fraud_warnings (
  id bigserial NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  warning_ref text NOT NULL,
  charge_ref text NOT NULL,
  top_up_id bigint NOT NULL,
  fraud_type text NOT NULL,
  actionable boolean NOT NULL,
  warned_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fraud_warnings_pkey PRIMARY KEY (id)
);
CREATE INDEX fraud_warnings_top_up_id_idx ON fraud_warnings (top_up_id);
CREATE UNIQUE INDEX fraud_warnings_warning_ref_key ON fraud_warnings (warning_ref);

-- Whose rows they are.
ALTER TABLE refunds
  ADD CONSTRAINT refunds_actor_id_fkey FOREIGN KEY (actor_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT refunds_top_up_id_fkey FOREIGN KEY (top_up_id)
    REFERENCES top_ups(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT refunds_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE reversal_requests
  ADD CONSTRAINT reversal_requests_decider_id_fkey FOREIGN KEY (decider_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT reversal_requests_requester_id_fkey FOREIGN KEY (requester_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT reversal_requests_unlock_id_fkey FOREIGN KEY (unlock_id)
    REFERENCES unlocks(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE unlock_reversals
  ADD CONSTRAINT unlock_reversals_actor_id_fkey FOREIGN KEY (actor_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT unlock_reversals_request_id_fkey FOREIGN KEY (request_id)
    REFERENCES reversal_requests(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT unlock_reversals_settlement_id_fkey FOREIGN KEY (settlement_id)
    REFERENCES settlements(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT unlock_reversals_unlock_id_fkey FOREIGN KEY (unlock_id)
    REFERENCES unlocks(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE disputes
  ADD CONSTRAINT disputes_top_up_id_fkey FOREIGN KEY (top_up_id)
    REFERENCES top_ups(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT disputes_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE dispute_movements
  ADD CONSTRAINT dispute_movements_dispute_id_fkey FOREIGN KEY (dispute_id)
    REFERENCES disputes(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE dispute_evidence
  ADD CONSTRAINT dispute_evidence_dispute_id_fkey FOREIGN KEY (dispute_id)
    REFERENCES disputes(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT dispute_evidence_prepared_by_fkey FOREIGN KEY (prepared_by)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE fraud_warnings
  ADD CONSTRAINT fraud_warnings_top_up_id_fkey FOREIGN KEY (top_up_id)
    REFERENCES top_ups(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE wallets
  ADD CONSTRAINT wallets_frozen_dispute_id_fkey FOREIGN KEY (frozen_dispute_id)
    REFERENCES disputes(id) ON UPDATE CASCADE ON DELETE RESTRICT;
