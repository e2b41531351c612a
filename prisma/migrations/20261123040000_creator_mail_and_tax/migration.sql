-- Mail to creators, each once per event; who does not want which; and what a creator's statements say for the tax office.

CREATE TYPE creator_mail_kind AS ENUM ('first_earnings', 'payout_sent', 'payout_failed', 'weekly_summary');
CREATE TYPE creator_mail_outcome AS ENUM ('sent', 'opted_out', 'unverified', 'nothing_to_say', 'given_up');

CREATE TABLE creator_mails (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  kind creator_mail_kind NOT NULL,
  event_key text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  claimed_at timestamptz(3),
  attempts smallint NOT NULL DEFAULT 0,
  ended_at timestamptz(3),
  outcome creator_mail_outcome,
  CONSTRAINT creator_mails_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX creator_mails_kind_event_key_key ON creator_mails (kind, event_key);
CREATE INDEX creator_mails_waiting_idx ON creator_mails (id) WHERE (ended_at IS NULL);
ALTER TABLE creator_mails
  ADD CONSTRAINT creator_mails_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT creator_mails_ended_check CHECK ((ended_at IS NULL) = (outcome IS NULL));

-- Whoever earned before there was such a mail does not get it now.
INSERT INTO creator_mails (creator_id, kind, event_key, ended_at, outcome)
SELECT DISTINCT a.creator_id, 'first_earnings'::creator_mail_kind, a.creator_id::text, CURRENT_TIMESTAMP, 'nothing_to_say'::creator_mail_outcome
FROM accounts a
WHERE a.type = 'creator_pending' AND EXISTS (SELECT FROM transfers t WHERE t.credit_account_id = a.id AND t.kind = 'unlock');

CREATE TABLE mail_opt_outs (
  user_id bigint NOT NULL,
  kind creator_mail_kind NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT mail_opt_outs_pkey PRIMARY KEY (user_id, kind)
);
ALTER TABLE mail_opt_outs
  ADD CONSTRAINT mail_opt_outs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Money that did not arrive is told of whether one likes mail or not.
  ADD CONSTRAINT mail_opt_outs_kind_check CHECK (kind <> 'payout_failed');

CREATE TYPE tax_entity AS ENUM ('individual', 'business');

CREATE TABLE tax_details (
  creator_id bigint NOT NULL,
  legal_name text NOT NULL,
  entity tax_entity NOT NULL,
  country char(2) NOT NULL,
  address text NOT NULL,
  tax_id_sealed text,
  tax_id_last4 text,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT tax_details_pkey PRIMARY KEY (creator_id)
);
ALTER TABLE tax_details
  ADD CONSTRAINT tax_details_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT tax_details_country_check CHECK (country ~ '^[a-z]{2}$'),
  ADD CONSTRAINT tax_details_tax_id_check CHECK ((tax_id_sealed IS NULL) = (tax_id_last4 IS NULL) AND length(tax_id_last4) <= 4);
