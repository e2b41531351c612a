-- Money that is here at the processor but not posted, because its figures are not those that were expected. One row for each such
-- thing, written with the business row's own state, and ended by finance with a reason.

-- Paid, but not what was asked for: waits for finance, and no longer in the reader's way.
ALTER TYPE top_up_status ADD VALUE 'set_aside';
-- When the job last asked Stripe about it, so that none is asked about before its turn.
ALTER TABLE top_ups ADD COLUMN asked_at timestamptz(3);

CREATE TYPE odd_money_about AS ENUM ('top_up', 'refund', 'dispute', 'transfer', 'payout', 'event');
CREATE TYPE odd_money_reason AS ENUM ('wrong_amount', 'wrong_currency', 'wrong_destination', 'second_time', 'not_ours', 'charge_waits',
  'sources_unknown', 'bank_refused', 'refused');
CREATE TYPE odd_money_outcome AS ENUM ('credited', 'refunded', 'posted', 'returned', 'noted', 'agreed');

CREATE TABLE odd_money (
  id bigserial NOT NULL,
  -- The same thing again is the same row.
  key text NOT NULL,
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
  CONSTRAINT odd_money_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX odd_money_key_key ON odd_money (key);
CREATE INDEX odd_money_open_idx ON odd_money (about, ref) WHERE (ended_at IS NULL);
ALTER TABLE odd_money
  ADD CONSTRAINT odd_money_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT odd_money_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT odd_money_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT odd_money_ended_check CHECK ((ended_at IS NULL) = (outcome IS NULL)
    -- Only what came to agree by itself ends without a person and a reason.
    AND (ended_by IS NULL) = (outcome IS NULL OR outcome = 'agreed') AND (ended_by IS NULL) = (note IS NULL) AND length(trim(note)) > 0);

-- Written once, ended once, by somebody who may and whose own money it is not.
CREATE FUNCTION check_odd_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL OR (to_jsonb(NEW) - ARRAY['outcome', 'ended_at', 'ended_by', 'note'])
      <> (to_jsonb(OLD) - ARRAY['outcome', 'ended_at', 'ended_by', 'note']) THEN
    RAISE EXCEPTION 'odd money %: it is ended once and never changed', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.ended_by IS NOT NULL AND (NOT may_adjust(NEW.ended_by)
      OR EXISTS (SELECT FROM wallets w WHERE w.id = OLD.wallet_id AND w.user_id = NEW.ended_by)
      OR EXISTS (SELECT FROM creators c WHERE c.id = OLD.creator_id AND c.user_id = NEW.ended_by)) THEN
    RAISE EXCEPTION 'odd money %: user % may not end it', OLD.id, NEW.ended_by USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER odd_money_checked BEFORE UPDATE ON odd_money FOR EACH ROW EXECUTE FUNCTION check_odd_money();
CREATE TRIGGER odd_money_never_removed BEFORE DELETE OR TRUNCATE ON odd_money FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
