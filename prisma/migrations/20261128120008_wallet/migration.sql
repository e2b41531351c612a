-- lib/rooms/wallet: Card money that fills a wallet, and welcome gifts.

CREATE TYPE top_up_status AS ENUM ('created', 'open', 'processing', 'paid', 'failed', 'expired', 'canceled',
  'set_aside');

-- Who moves money between cards, banks and us. A reference (`…_ref`) is what it calls one of its own things.
CREATE TYPE processor AS ENUM ('stripe');

CREATE TABLE top_ups (
  id bigserial NOT NULL,
  wallet_id bigint NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  request_key uuid NOT NULL,
  amount_micros bigint NOT NULL,
  status top_up_status NOT NULL DEFAULT 'created',
  save_card boolean NOT NULL DEFAULT false,
  session_ref text,
  checkout_url text,
  payment_ref text,
  charge_ref text,
  transaction_ref text,
  fee_micros bigint,
  failure_code text,
  card_brand text,
  card_last4 text,
  wanted_item_id bigint,
  wanted_price_micros bigint,
  wanted_done_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  paid_at timestamptz(3),
  asked_at timestamptz(3),
  CONSTRAINT top_ups_pkey PRIMARY KEY (id),
  CONSTRAINT top_ups_amount_check CHECK (amount_micros > 0),
  CONSTRAINT top_ups_fee_check CHECK (fee_micros >= 0),
  CONSTRAINT top_ups_paid_check CHECK ((status = 'paid') = (paid_at IS NOT NULL)),
  CONSTRAINT top_ups_wanted_check CHECK ((wanted_item_id IS NULL) = (wanted_price_micros IS NULL))
);
CREATE INDEX top_ups_card_last4_idx ON top_ups (card_last4);
CREATE UNIQUE INDEX top_ups_charge_ref_key ON top_ups (charge_ref);
CREATE UNIQUE INDEX top_ups_payment_ref_key ON top_ups (payment_ref);
CREATE UNIQUE INDEX top_ups_session_ref_key ON top_ups (session_ref);
CREATE UNIQUE INDEX top_ups_transaction_ref_key ON top_ups (transaction_ref);
CREATE INDEX top_ups_wallet_id_created_at_idx ON top_ups (wallet_id, created_at);
CREATE UNIQUE INDEX top_ups_wallet_id_request_key_key ON top_ups (wallet_id, request_key);

-- A mailbox that had its welcome gift, as SHA-256: it outlives the account.
CREATE TABLE welcome_gifts (
  mailbox_hash bytea NOT NULL,
  wallet_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT welcome_gifts_pkey PRIMARY KEY (mailbox_hash)
);
CREATE INDEX welcome_gifts_wallet_id_idx ON welcome_gifts (wallet_id);

-- Whose rows they are.
ALTER TABLE top_ups
  ADD CONSTRAINT top_ups_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE welcome_gifts
  ADD CONSTRAINT welcome_gifts_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
