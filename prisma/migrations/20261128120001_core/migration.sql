-- lib/core: What every room uses: the trace, limits on rates, signs of life, mail on its way.

-- People are searched for by parts of words.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TYPE outbox_outcome AS ENUM ('sent', 'opted_out', 'unverified', 'nothing_to_say', 'given_up');

-- Who did what, with before and after. Insert only (a trigger).
CREATE TABLE audit_log (
  id bigserial NOT NULL,
  at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actor_id bigint,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  address text,
  request_id text,
  CONSTRAINT audit_log_pkey PRIMARY KEY (id)
);
-- The log is read newest first: all of it, one kind of act, or one person's.
CREATE INDEX audit_log_action_id_idx ON audit_log (action, id);
CREATE INDEX audit_log_actor_id_idx ON audit_log (actor_id);
CREATE INDEX audit_log_at_idx ON audit_log (at);
CREATE INDEX audit_log_subject_type_subject_id_idx ON audit_log (subject_type, subject_id);

-- Fixed-window counters, one row per key and window; an expired row is reused or swept.
CREATE TABLE rate_limits (
  key text NOT NULL,
  window_start timestamptz(3) NOT NULL,
  count int NOT NULL,
  CONSTRAINT rate_limits_pkey PRIMARY KEY (key, window_start)
);
CREATE INDEX rate_limits_window_start_idx ON rate_limits (window_start);

-- A background worker writes here every few seconds.
CREATE TABLE worker_heartbeats (
  id uuid NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  seen_at timestamptz(3) NOT NULL,
  CONSTRAINT worker_heartbeats_pkey PRIMARY KEY (id)
);

-- What is to leave the house, written in the transaction of what it is about. Delivered at least once.
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
CREATE INDEX outbox_due_idx ON outbox (due_at) WHERE (ended_at IS NULL);
CREATE INDEX outbox_given_up_idx ON outbox (ended_at) WHERE (outcome = 'given_up'::outbox_outcome);
CREATE UNIQUE INDEX outbox_kind_event_key_key ON outbox (kind, event_key);
CREATE INDEX outbox_user_id_kind_created_at_idx ON outbox (user_id, kind, created_at);

-- Mail that was not sent because no SMTP server is configured (demo, development, tests).
CREATE TABLE local_mails (
  id bigserial NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  html text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT local_mails_pkey PRIMARY KEY (id)
);
CREATE INDEX local_mails_recipient_idx ON local_mails (recipient);
