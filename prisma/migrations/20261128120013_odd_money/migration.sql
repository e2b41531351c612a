-- lib/rooms/odd-money: Money at the processor whose figures are odd.

CREATE TYPE odd_money_about AS ENUM ('top_up', 'refund', 'dispute', 'transfer', 'payout', 'event');

CREATE TYPE odd_money_reason AS ENUM ('wrong_amount', 'wrong_currency', 'wrong_destination', 'second_time',
  'not_ours', 'charge_waits', 'sources_unknown', 'bank_refused', 'refused');

CREATE TYPE odd_money_outcome AS ENUM ('credited', 'refunded', 'posted', 'returned', 'noted', 'agreed');

-- Money at the processor that is not posted because its figures are odd. Ended once, by finance, with a
-- reason.
CREATE TABLE odd_money (
  id bigserial NOT NULL,
  key text NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  about odd_money_about NOT NULL,
  reason odd_money_reason NOT NULL,
  processor_ref text NOT NULL,
  ref bigint,
  wallet_id bigint,
  creator_id bigint,
  expected_micros bigint,
  expected_currency char(3),
  came_micros bigint,
  came_currency char(3),
  detail text,
  request_key uuid NOT NULL DEFAULT gen_random_uuid(),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  outcome odd_money_outcome,
  ended_at timestamptz(3),
  ended_by bigint,
  note text,
  CONSTRAINT odd_money_pkey PRIMARY KEY (id),
  -- Only what came to agree by itself ends without a person and a reason.
  CONSTRAINT odd_money_ended_check CHECK ((ended_at IS NULL) = (outcome IS NULL) AND (ended_by IS NULL) =
    (outcome IS NULL OR outcome = 'agreed') AND (ended_by IS NULL) = (note IS NULL) AND length(trim(note)) >
    0)
);
CREATE UNIQUE INDEX odd_money_key_key ON odd_money (key);
CREATE INDEX odd_money_open_idx ON odd_money (about, ref) WHERE (ended_at IS NULL);

-- Whose rows they are.
ALTER TABLE odd_money
  ADD CONSTRAINT odd_money_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT odd_money_ended_by_fkey FOREIGN KEY (ended_by)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT odd_money_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
