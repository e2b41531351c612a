-- Stripe's balance transactions as they were read, and what comparing them with the ledger found.

CREATE TABLE stripe_transactions (
  id text NOT NULL,
  type text NOT NULL,
  category text NOT NULL,
  source_id text,
  parent_id text,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT stripe_transactions_pkey PRIMARY KEY (id)
);
CREATE INDEX stripe_transactions_created_at_idx ON stripe_transactions (created_at);
CREATE INDEX stripe_transactions_source_id_idx ON stripe_transactions (source_id);
CREATE INDEX stripe_transactions_parent_id_idx ON stripe_transactions (parent_id) WHERE (parent_id IS NOT NULL);
CREATE TRIGGER stripe_transactions_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stripe_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TYPE reconciliation_status AS ENUM ('running', 'done', 'failed');

CREATE TABLE stripe_reconciliations (
  id bigserial NOT NULL,
  from_at timestamptz(3) NOT NULL,
  until_at timestamptz(3) NOT NULL,
  status reconciliation_status NOT NULL DEFAULT 'running',
  started_by bigint,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ended_at timestamptz(3),
  transactions int NOT NULL DEFAULT 0,
  matched int NOT NULL DEFAULT 0,
  differences int NOT NULL DEFAULT 0,
  unexplained boolean NOT NULL DEFAULT false,
  CONSTRAINT stripe_reconciliations_pkey PRIMARY KEY (id)
);
-- One at a time: a second press, or the job beside a person, waits for the first.
CREATE UNIQUE INDEX stripe_reconciliations_running_key ON stripe_reconciliations (status) WHERE (status = 'running'::reconciliation_status);
CREATE INDEX stripe_reconciliations_until_at_idx ON stripe_reconciliations (until_at);
ALTER TABLE stripe_reconciliations
  ADD CONSTRAINT stripe_reconciliations_started_by_fkey FOREIGN KEY (started_by) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT stripe_reconciliations_period_check CHECK (from_at < until_at),
  ADD CONSTRAINT stripe_reconciliations_ended_check CHECK ((status = 'running') = (ended_at IS NULL));

CREATE TYPE difference_kind AS ENUM ('missing_here', 'missing_there', 'doubled', 'wrong_amount', 'wrong_fee', 'wrong_currency');

CREATE TABLE stripe_differences (
  run_id bigint NOT NULL,
  number int NOT NULL,
  kind difference_kind NOT NULL,
  category text NOT NULL,
  currency char(3) NOT NULL,
  transaction_id text,
  source_id text,
  ref_table text,
  ref bigint,
  stripe_micros bigint,
  books_micros bigint,
  happened_at timestamptz(3) NOT NULL,
  CONSTRAINT stripe_differences_pkey PRIMARY KEY (run_id, number)
);
ALTER TABLE stripe_differences
  ADD CONSTRAINT stripe_differences_run_id_fkey FOREIGN KEY (run_id) REFERENCES stripe_reconciliations (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- The closing balance, part by part: what Stripe has, what card clearing has, and how much of the rest is a matter of time.
CREATE TABLE stripe_closings (
  run_id bigint NOT NULL,
  currency char(3) NOT NULL,
  category text NOT NULL,
  stripe_micros bigint NOT NULL,
  books_micros bigint NOT NULL,
  timing_micros bigint NOT NULL,
  differences_micros bigint NOT NULL,
  CONSTRAINT stripe_closings_pkey PRIMARY KEY (run_id, currency, category)
);
ALTER TABLE stripe_closings
  ADD CONSTRAINT stripe_closings_run_id_fkey FOREIGN KEY (run_id) REFERENCES stripe_reconciliations (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER stripe_differences_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stripe_differences
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stripe_closings_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stripe_closings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
