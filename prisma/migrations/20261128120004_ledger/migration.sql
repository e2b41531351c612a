-- lib/ground/ledger: Accounts, and every movement of money between them.

CREATE TYPE account_type AS ENUM ('card_clearing', 'processing_fees', 'processor_costs', 'promotions',
  'platform_fees', 'adjustments', 'disputes_held', 'dispute_losses', 'paid_lot', 'promotional_lot',
  'creator_pending', 'creator_available', 'creator_in_transit');

CREATE TYPE wallet_status AS ENUM ('active', 'frozen');

CREATE TYPE lot_kind AS ENUM ('paid', 'promotional');

-- Why a transfer happened, and with `ref` which row caused it.
CREATE TYPE transfer_kind AS ENUM ('top_up', 'processing_fee', 'grant', 'grant_expiry', 'unlock',
  'unlock_refund', 'unlock_reversal', 'settlement', 'platform_fee', 'payout_sent', 'payout_paid',
  'payout_failed', 'payout_reversed', 'top_up_refund', 'cash_out', 'refund_returned', 'refund_fee',
  'dispute_opened', 'dispute_won', 'dispute_lost', 'dispute_recovered', 'dispute_fee', 'processor_charge',
  'adjustment');

-- A ledger account. Its type, currency and owner never change, and it is never deleted (triggers).
CREATE TABLE accounts (
  id bigserial NOT NULL,
  type account_type NOT NULL,
  currency char(3) NOT NULL,
  creator_id bigint,
  balance_micros bigint,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_balance_check CHECK ((balance_micros IS NOT NULL) = (type IN ('creator_available',
    'creator_in_transit')) AND balance_micros >= 0),
  CONSTRAINT accounts_creator_check CHECK ((creator_id IS NOT NULL) = (type IN ('creator_pending',
    'creator_available', 'creator_in_transit'))),
  CONSTRAINT accounts_currency_check CHECK (currency ~ '^[a-z]{3}$')
);
CREATE UNIQUE INDEX accounts_creator_id_type_currency_key ON accounts (creator_id, type, currency);
CREATE INDEX accounts_id_currency_idx ON accounts (id, currency);
CREATE UNIQUE INDEX accounts_platform_key ON accounts (type, currency) WHERE (creator_id IS NULL AND type <>
  'paid_lot'::account_type AND type <> 'promotional_lot'::account_type);

-- What one reader holds in one currency. This row is locked while money is spent.
CREATE TABLE wallets (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  currency char(3) NOT NULL,
  status wallet_status NOT NULL DEFAULT 'active',
  daily_limit_micros bigint,
  monthly_limit_micros bigint,
  time_zone text NOT NULL DEFAULT 'UTC',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  frozen_at timestamptz(3),
  frozen_reason text,
  frozen_dispute_id bigint,
  CONSTRAINT wallets_pkey PRIMARY KEY (id),
  CONSTRAINT wallets_currency_check CHECK (currency ~ '^[a-z]{3}$'),
  CONSTRAINT wallets_frozen_check CHECK ((frozen_at IS NULL) = (frozen_reason IS NULL) AND (frozen_at IS NULL
    OR status = 'frozen')),
  CONSTRAINT wallets_frozen_dispute_check CHECK (frozen_dispute_id IS NULL OR (status = 'frozen' AND frozen_at
    IS NOT NULL)),
  CONSTRAINT wallets_limits_check CHECK (daily_limit_micros >= 0 AND monthly_limit_micros >= 0)
) WITH (fillfactor=80);
CREATE INDEX wallets_spend_idx ON wallets (id, user_id, currency, status, daily_limit_micros,
  monthly_limit_micros);
CREATE UNIQUE INDEX wallets_user_id_currency_key ON wallets (user_id, currency);

-- One funding of a wallet, itself a ledger account (same id).
CREATE TABLE lots (
  account_id bigint NOT NULL,
  wallet_id bigint NOT NULL,
  kind lot_kind NOT NULL,
  balance_micros bigint NOT NULL DEFAULT 0,
  expires_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT lots_pkey PRIMARY KEY (account_id),
  CONSTRAINT lots_balance_check CHECK (balance_micros >= 0),
  CONSTRAINT lots_expiry_check CHECK (kind = 'promotional' OR expires_at IS NULL)
) WITH (fillfactor=70);
CREATE UNIQUE INDEX lots_paid_key ON lots (wallet_id) WHERE (kind = 'paid'::lot_kind);
CREATE INDEX lots_wallet_id_idx ON lots (wallet_id);

-- One movement of money. Insert only: a trigger refuses UPDATE, DELETE and TRUNCATE. The key makes a repeated
-- posting of the same business row impossible.
CREATE TABLE transfers (
  ref bigint NOT NULL,
  debit_account_id bigint NOT NULL,
  credit_account_id bigint NOT NULL,
  amount_micros bigint NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  kind transfer_kind NOT NULL,
  leg smallint NOT NULL,
  CONSTRAINT transfers_pkey PRIMARY KEY (ref, kind, leg),
  CONSTRAINT transfers_amount_check CHECK (amount_micros > 0),
  CONSTRAINT transfers_sides_check CHECK (debit_account_id <> credit_account_id)
);
CREATE INDEX transfers_created_at_idx ON transfers USING BRIN (created_at);
CREATE INDEX transfers_credit_account_id_idx ON transfers (credit_account_id);
CREATE INDEX transfers_debit_account_id_idx ON transfers (debit_account_id) WHERE (kind <>
  'unlock'::transfer_kind);

CREATE TABLE unlocks (
  id bigserial NOT NULL,
  wallet_id bigint NOT NULL,
  reader_id bigint NOT NULL,
  item_id bigint NOT NULL,
  price_micros bigint NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  refunded_at timestamptz(6),
  CONSTRAINT unlocks_pkey PRIMARY KEY (id),
  CONSTRAINT unlocks_price_check CHECK (price_micros > 0),
  CONSTRAINT unlocks_refunded_check CHECK (refunded_at >= created_at)
);
CREATE UNIQUE INDEX unlocks_live_key ON unlocks (reader_id, item_id) WHERE (refunded_at IS NULL);
CREATE INDEX unlocks_refunded_idx ON unlocks (reader_id, refunded_at) WHERE (refunded_at IS NOT NULL);

-- A gift of promotional money: one lot each.
CREATE TABLE grants (
  id bigserial NOT NULL,
  wallet_id bigint NOT NULL,
  lot_account_id bigint NOT NULL,
  amount_micros bigint NOT NULL,
  grant_key text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3),
  expired_at timestamptz(3),
  CONSTRAINT grants_pkey PRIMARY KEY (id),
  CONSTRAINT grants_amount_check CHECK (amount_micros > 0)
);
CREATE INDEX grants_expiry_idx ON grants (expires_at) WHERE (expires_at IS NOT NULL AND expired_at IS NULL);
CREATE UNIQUE INDEX grants_lot_account_id_key ON grants (lot_account_id);
CREATE UNIQUE INDEX grants_wallet_id_grant_key_key ON grants (wallet_id, grant_key);

-- One aggregated posting per creator, currency and cut-off: pending becomes available and fee.
CREATE TABLE settlements (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  from_at timestamptz(6) NOT NULL,
  cutoff_at timestamptz(6) NOT NULL,
  unlock_count int NOT NULL,
  gross_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  net_micros bigint NOT NULL,
  gift_micros bigint,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT settlements_pkey PRIMARY KEY (id),
  CONSTRAINT settlements_gift_check CHECK (gift_micros BETWEEN 0 AND net_micros),
  CONSTRAINT settlements_parts_check CHECK (gross_micros = fee_micros + net_micros AND fee_micros >= 0 AND
    net_micros >= 0 AND gross_micros > 0),
  CONSTRAINT settlements_period_check CHECK (from_at < cutoff_at AND unlock_count > 0)
);
CREATE UNIQUE INDEX settlements_creator_id_currency_cutoff_at_key ON settlements (creator_id, currency,
  cutoff_at);
CREATE UNIQUE INDEX settlements_creator_id_currency_from_at_key ON settlements (creator_id, currency,
  from_at);

-- What moved on a day (UTC) that is over: the overview adds these up instead of every transfer.
CREATE TABLE ledger_days (
  day date NOT NULL,
  currency char(3) NOT NULL,
  kind transfer_kind NOT NULL,
  debit_type account_type NOT NULL,
  credit_type account_type NOT NULL,
  postings bigint NOT NULL,
  amount_micros bigint NOT NULL,
  CONSTRAINT ledger_days_pkey PRIMARY KEY (day, currency, kind, debit_type, credit_type)
);

-- The days that are in ledger_days, also those on which nothing moved.
CREATE TABLE ledger_days_closed (
  day date NOT NULL,
  closed_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT ledger_days_closed_pkey PRIMARY KEY (day)
);

-- What a check of the ledger's laws found.
CREATE TABLE ledger_checks (
  id bigserial NOT NULL,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3) NOT NULL,
  broken_laws text[],
  differences jsonb NOT NULL,
  CONSTRAINT ledger_checks_pkey PRIMARY KEY (id)
);

-- Whose rows they are.
ALTER TABLE accounts
  ADD CONSTRAINT accounts_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE wallets
  ADD CONSTRAINT wallets_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE lots
  ADD CONSTRAINT lots_account_id_fkey FOREIGN KEY (account_id)
    REFERENCES accounts(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT lots_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE grants
  ADD CONSTRAINT grants_lot_account_id_fkey FOREIGN KEY (lot_account_id)
    REFERENCES lots(account_id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT grants_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE settlements
  ADD CONSTRAINT settlements_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE item_prices
  ADD CONSTRAINT item_prices_pending_account_id_fkey FOREIGN KEY (pending_account_id)
    REFERENCES accounts(id) ON UPDATE CASCADE ON DELETE RESTRICT;
