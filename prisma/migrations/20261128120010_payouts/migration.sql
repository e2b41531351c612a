-- lib/rooms/payouts: From available earnings to a creator's bank.

CREATE TYPE payout_account_status AS ENUM ('not_started', 'requirements_due', 'in_review', 'verified',
  'rejected');

CREATE TYPE payout_schedule AS ENUM ('on_request', 'weekly', 'monthly');

CREATE TYPE payout_status AS ENUM ('created', 'sent', 'returning', 'paid', 'failed', 'reversed');

CREATE TYPE tax_entity AS ENUM ('individual', 'business');

-- A creator's account at the processor and how they wish to be paid. No row is the same as `not_started`.
CREATE TABLE payout_accounts (
  creator_id bigint NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  account_ref text,
  creation_key uuid NOT NULL,
  country char(2),
  status payout_account_status NOT NULL DEFAULT 'not_started',
  requirements text[],
  schedule payout_schedule NOT NULL DEFAULT 'on_request',
  scheduled_through date,
  frozen_at timestamptz(3),
  frozen_reason text,
  failed_bank_ref text,
  failed_bank_code text,
  failed_bank_at timestamptz(3),
  checked_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT payout_accounts_pkey PRIMARY KEY (creator_id),
  CONSTRAINT payout_accounts_country_check CHECK (country ~ '^[a-z]{2}$'),
  CONSTRAINT payout_accounts_failed_bank_check CHECK ((failed_bank_ref IS NULL) = (failed_bank_at IS NULL)),
  CONSTRAINT payout_accounts_frozen_check CHECK ((frozen_at IS NULL) = (frozen_reason IS NULL)),
  CONSTRAINT payout_accounts_status_check CHECK (status = 'not_started' OR account_ref IS NOT NULL)
);
CREATE UNIQUE INDEX payout_accounts_account_ref_key ON payout_accounts (account_ref);

-- One transfer of available earnings to a creator's bank. Money has left `available` as soon as the row
-- exists.
CREATE TABLE payouts (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  status payout_status NOT NULL DEFAULT 'created',
  request_key uuid NOT NULL,
  scheduled boolean NOT NULL DEFAULT false,
  account_ref text NOT NULL,
  transfer_ref text,
  received_ref text,
  bank_payout_ref text,
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
  sources_unknown_at timestamptz(3),
  CONSTRAINT payouts_pkey PRIMARY KEY (id),
  CONSTRAINT payouts_amount_check CHECK (amount_micros > 0),
  -- Given back in full exactly when it ended without a payment, so a status never tells another story than
  -- the ledger.
  CONSTRAINT payouts_ended_check CHECK ((status IN ('failed', 'reversed')) = (returned_micros =
    amount_micros)),
  CONSTRAINT payouts_paid_check CHECK (status <> 'paid' OR paid_at IS NOT NULL),
  CONSTRAINT payouts_parts_check CHECK (returned_micros BETWEEN 0 AND amount_micros AND reversed_micros
    BETWEEN 0 AND returned_micros AND (returned_micros > 0) = (returns > 0)),
  CONSTRAINT payouts_sent_check CHECK (status IN ('created', 'failed') OR (transfer_ref IS NOT NULL AND
    sent_at IS NOT NULL))
);
CREATE INDEX payouts_bank_payout_ref_idx ON payouts (bank_payout_ref);
CREATE INDEX payouts_creator_id_created_at_idx ON payouts (creator_id, created_at);
CREATE UNIQUE INDEX payouts_creator_id_request_key_key ON payouts (creator_id, request_key);
CREATE UNIQUE INDEX payouts_in_flight_key ON payouts (creator_id) WHERE ((status = 'created'::payout_status OR
  status = 'sent'::payout_status) AND sources_unknown_at IS NULL);
CREATE UNIQUE INDEX payouts_received_ref_key ON payouts (received_ref);
CREATE UNIQUE INDEX payouts_transfer_ref_key ON payouts (transfer_ref);
CREATE INDEX payouts_unfinished_idx ON payouts (asked_at) WHERE (status = 'created'::payout_status OR status =
  'sent'::payout_status OR status = 'returning'::payout_status OR (transfer_ref IS NOT NULL AND
  returned_micros > reversed_micros));

-- What a payout pays for: a part of a settlement's net, the oldest first.
CREATE TABLE payout_lines (
  payout_id bigint NOT NULL,
  settlement_id bigint NOT NULL,
  amount_micros bigint NOT NULL,
  returned_micros bigint NOT NULL DEFAULT 0,
  CONSTRAINT payout_lines_pkey PRIMARY KEY (payout_id, settlement_id),
  CONSTRAINT payout_lines_amount_check CHECK (amount_micros > 0 AND returned_micros BETWEEN 0 AND
    amount_micros)
);
CREATE INDEX payout_lines_settlement_id_idx ON payout_lines (settlement_id);

-- What a creator's statements say about them for the tax office.
CREATE TABLE tax_details (
  creator_id bigint NOT NULL,
  legal_name text NOT NULL,
  entity tax_entity NOT NULL,
  country char(2) NOT NULL,
  address text NOT NULL,
  tax_id_sealed text,
  tax_id_last4 text,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT tax_details_pkey PRIMARY KEY (creator_id),
  CONSTRAINT tax_details_country_check CHECK (country ~ '^[a-z]{2}$'),
  CONSTRAINT tax_details_tax_id_check CHECK ((tax_id_sealed IS NULL) = (tax_id_last4 IS NULL) AND
    length(tax_id_last4) <= 4)
);

-- Earnings from gifts that may be paid out: with a payout, up to a month's cap, or because an admin says so.
-- Insert only.
CREATE TABLE gift_releases (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  payout_id bigint,
  cap_micros bigint,
  actor_id bigint,
  note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT gift_releases_pkey PRIMARY KEY (id),
  CONSTRAINT gift_releases_amount_check CHECK (amount_micros > 0),
  CONSTRAINT gift_releases_note_check CHECK (length(note) BETWEEN 1 AND 5000),
  CONSTRAINT gift_releases_who_check CHECK ( (payout_id IS NULL) = (actor_id IS NOT NULL) AND (payout_id IS
    NULL) = (cap_micros IS NULL) AND (payout_id IS NULL) = (note IS NOT NULL))
);
CREATE INDEX gift_releases_creator_id_currency_idx ON gift_releases (creator_id, currency);
CREATE UNIQUE INDEX gift_releases_payout_id_key ON gift_releases (payout_id);

-- Whose rows they are.
ALTER TABLE payout_accounts
  ADD CONSTRAINT payout_accounts_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE payouts
  ADD CONSTRAINT payouts_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE payout_lines
  ADD CONSTRAINT payout_lines_payout_id_fkey FOREIGN KEY (payout_id)
    REFERENCES payouts(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT payout_lines_settlement_id_fkey FOREIGN KEY (settlement_id)
    REFERENCES settlements(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE tax_details
  ADD CONSTRAINT tax_details_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE gift_releases
  ADD CONSTRAINT gift_releases_actor_id_fkey FOREIGN KEY (actor_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT gift_releases_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT gift_releases_payout_id_fkey FOREIGN KEY (payout_id)
    REFERENCES payouts(id) ON UPDATE CASCADE ON DELETE RESTRICT;
