-- A payout of which Stripe does not say whether it has reached the bank no longer keeps the next one from being asked for.
ALTER TABLE payouts ADD COLUMN sources_unknown_at timestamptz(3);
DROP INDEX payouts_in_flight_key;
CREATE UNIQUE INDEX payouts_in_flight_key ON payouts (creator_id)
  WHERE ((status = 'created'::payout_status OR status = 'sent'::payout_status) AND sources_unknown_at IS NULL);

-- The bank account that would not take a payout: nothing is sent there again.
ALTER TABLE payout_accounts ADD COLUMN failed_bank_id text, ADD COLUMN failed_bank_code text, ADD COLUMN failed_bank_at timestamptz(3),
  ADD CONSTRAINT payout_accounts_failed_bank_check CHECK ((failed_bank_id IS NULL) = (failed_bank_at IS NULL));
