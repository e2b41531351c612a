-- lib/entry: What comes in from outside, and the jobs.

-- Stripe's events, written before they are handled: a repeat is seen here.
CREATE TABLE webhook_events (
  id text NOT NULL,
  type text NOT NULL,
  object_id text,
  received_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  processed_at timestamptz(3),
  attempts int NOT NULL DEFAULT 0,
  note text,
  CONSTRAINT webhook_events_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_events_object_id_type_idx ON webhook_events (object_id, type);

-- How often each background task ran and failed. Only ever grows.
CREATE TABLE job_stats (
  task text NOT NULL,
  runs bigint NOT NULL DEFAULT 0,
  failures bigint NOT NULL DEFAULT 0,
  last_ended_at timestamptz(3) NOT NULL,
  last_ms int NOT NULL,
  last_failed_at timestamptz(3),
  last_error text,
  CONSTRAINT job_stats_pkey PRIMARY KEY (task)
);
