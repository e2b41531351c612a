-- What tells operators whether the parts that nobody looks at are at work.

CREATE TABLE worker_heartbeats (
  id uuid PRIMARY KEY,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  seen_at timestamptz(3) NOT NULL
);

CREATE TABLE job_stats (
  task text PRIMARY KEY,
  runs bigint NOT NULL DEFAULT 0,
  failures bigint NOT NULL DEFAULT 0,
  last_ended_at timestamptz(3) NOT NULL,
  last_ms integer NOT NULL,
  last_failed_at timestamptz(3),
  last_error text
);

CREATE TABLE ledger_checks (
  id bigserial PRIMARY KEY,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3) NOT NULL,
  broken_laws text[],
  differences jsonb NOT NULL
);
