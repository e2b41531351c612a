-- One outbox for all mail: a row is written in the transaction of what the mail is about, and a sender delivers it.

CREATE TYPE outbox_outcome AS ENUM ('sent', 'opted_out', 'unverified', 'nothing_to_say', 'given_up');

CREATE TABLE outbox (
  id bigserial NOT NULL,
  kind text NOT NULL,
  event_key text,
  user_id bigint,
  address text,
  payload jsonb NOT NULL DEFAULT '{}',
  sealed text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  due_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  attempts smallint NOT NULL DEFAULT 0,
  last_error text,
  ended_at timestamptz(3),
  outcome outbox_outcome,
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CONSTRAINT outbox_ended_check CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT outbox_recipient_check CHECK (ended_at IS NOT NULL OR num_nonnulls(user_id, address) = 1),
  -- A secret is kept for no longer than it is needed.
  CONSTRAINT outbox_sealed_check CHECK (ended_at IS NULL OR sealed IS NULL)
);
CREATE UNIQUE INDEX outbox_kind_event_key_key ON outbox (kind, event_key);
CREATE INDEX outbox_due_idx ON outbox (due_at) WHERE (ended_at IS NULL);
CREATE INDEX outbox_given_up_idx ON outbox (ended_at) WHERE (outcome = 'given_up'::outbox_outcome);
CREATE INDEX outbox_user_id_kind_created_at_idx ON outbox (user_id, kind, created_at);
ALTER TABLE outbox
  ADD CONSTRAINT outbox_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- What was written down before: mails to creators, which are sent once for ever, and answers of the support desk.
INSERT INTO outbox (kind, event_key, user_id, payload, created_at, attempts, ended_at, outcome)
SELECT m.kind::text, m.event_key, c.user_id,
  CASE WHEN m.kind IN ('payout_sent', 'payout_failed') THEN jsonb_build_object('payoutId', m.event_key)
    WHEN m.kind = 'weekly_summary' THEN jsonb_build_object('weekEnd', split_part(m.event_key, ':', 2)) ELSE '{}' END,
  m.created_at, m.attempts, m.ended_at, m.outcome::text::outbox_outcome
FROM creator_mails m JOIN creators c ON c.id = m.creator_id ORDER BY m.id;
INSERT INTO outbox (kind, event_key, user_id, payload, created_at, attempts, ended_at, outcome)
SELECT 'support_answer', m.id::text, r.user_id, jsonb_build_object('messageId', m.id::text),
  m.created_at, m.mail_attempts, m.mail_ended_at, m.mail_outcome::text::outbox_outcome
FROM support_messages m JOIN support_requests r ON r.id = m.request_id WHERE m.kind = 'answer' ORDER BY m.id;

DROP TABLE creator_mails;
DROP TYPE creator_mail_outcome;
ALTER TABLE support_messages DROP COLUMN mail_claimed_at, DROP COLUMN mail_attempts, DROP COLUMN mail_ended_at, DROP COLUMN mail_outcome;
DROP TYPE support_mail_outcome;

-- Which mail told an admin of the thing. What was told before gets one that has ended.
ALTER TABLE admin_mails ADD COLUMN outbox_id bigint;
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
  SELECT user_id, nextval('outbox_id_seq') AS id, max(ended_at) AS ended_at, bool_or(sent) AS sent FROM admin_mails WHERE ended_at IS NOT NULL GROUP BY user_id;
INSERT INTO outbox (id, kind, event_key, user_id, created_at, ended_at, outcome)
SELECT id, 'admin_digest', user_id || ':0', user_id, ended_at, ended_at, CASE WHEN sent THEN 'sent' ELSE 'nothing_to_say' END::outbox_outcome FROM told;
UPDATE admin_mails m SET outbox_id = t.id FROM told t WHERE t.user_id = m.user_id AND m.ended_at IS NOT NULL;
ALTER TABLE admin_mails DROP COLUMN claimed_at, DROP COLUMN ended_at, DROP COLUMN sent;
CREATE INDEX admin_mails_waiting_idx ON admin_mails (user_id) WHERE (outbox_id IS NULL);
CREATE INDEX admin_mails_outbox_id_idx ON admin_mails (outbox_id);
ALTER TABLE admin_mails
  ADD CONSTRAINT admin_mails_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES outbox (id) ON DELETE NO ACTION ON UPDATE CASCADE;
