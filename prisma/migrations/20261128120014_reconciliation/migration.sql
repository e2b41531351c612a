-- lib/desks/reconciliation: The processor's books against ours.

CREATE TYPE reconciliation_status AS ENUM ('running', 'done', 'failed');

CREATE TYPE difference_kind AS ENUM ('missing_here', 'missing_there', 'doubled', 'wrong_amount', 'wrong_fee',
  'wrong_currency');

-- A balance transaction as the processor reports it. Insert only.
CREATE TABLE processor_transactions (
  id text NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
  type text NOT NULL,
  category text NOT NULL,
  source_ref text,
  parent_ref text,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT processor_transactions_pkey PRIMARY KEY (id)
);
CREATE INDEX processor_transactions_created_at_idx ON processor_transactions (created_at);
CREATE INDEX processor_transactions_parent_ref_idx ON processor_transactions (parent_ref) WHERE (parent_ref IS
  NOT NULL);
CREATE INDEX processor_transactions_source_ref_idx ON processor_transactions (source_ref);

-- One comparison of the processor's balance transactions with the ledger.
CREATE TABLE reconciliations (
  id bigserial NOT NULL,
  processor processor NOT NULL DEFAULT 'stripe',
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
  CONSTRAINT reconciliations_pkey PRIMARY KEY (id),
  CONSTRAINT reconciliations_ended_check CHECK ((status = 'running') = (ended_at IS NULL)),
  CONSTRAINT reconciliations_period_check CHECK (from_at < until_at)
);
-- One at a time: a second press, or the job beside a person, waits for the first.
CREATE UNIQUE INDEX reconciliations_running_key ON reconciliations (status) WHERE (status =
  'running'::reconciliation_status);
CREATE INDEX reconciliations_until_at_idx ON reconciliations (until_at);

CREATE TABLE reconciliation_differences (
  run_id bigint NOT NULL,
  number int NOT NULL,
  kind difference_kind NOT NULL,
  category text NOT NULL,
  currency char(3) NOT NULL,
  transaction_ref text,
  source_ref text,
  ref_table text,
  ref bigint,
  processor_micros bigint,
  books_micros bigint,
  happened_at timestamptz(3) NOT NULL,
  key text NOT NULL,
  CONSTRAINT reconciliation_differences_pkey PRIMARY KEY (run_id, number)
);

CREATE TABLE difference_notes (
  id bigserial NOT NULL,
  difference_key text NOT NULL,
  explains boolean NOT NULL,
  note text NOT NULL,
  author_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT difference_notes_pkey PRIMARY KEY (id),
  CONSTRAINT difference_notes_note_check CHECK (length(trim(note)) > 0)
);
CREATE INDEX difference_notes_difference_key_id_idx ON difference_notes (difference_key, id);

CREATE TABLE reconciliation_closings (
  run_id bigint NOT NULL,
  currency char(3) NOT NULL,
  category text NOT NULL,
  processor_micros bigint NOT NULL,
  books_micros bigint NOT NULL,
  timing_micros bigint NOT NULL,
  differences_micros bigint NOT NULL,
  CONSTRAINT reconciliation_closings_pkey PRIMARY KEY (run_id, currency, category)
);

-- That a difference is explained, or open again; the last one counts. Never changed. A fee of the processor's
-- own, posted from the difference that shows it once a second admin agrees.
CREATE TABLE processor_charges (
  id bigserial NOT NULL,
  key text NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  fee_micros bigint NOT NULL,
  happened_at timestamptz(3) NOT NULL,
  difference_key text NOT NULL,
  note text NOT NULL,
  requester_id bigint NOT NULL,
  status adjustment_status NOT NULL DEFAULT 'pending',
  decider_id bigint,
  decided_at timestamptz(3),
  decision_note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT processor_charges_pkey PRIMARY KEY (id),
  CONSTRAINT processor_charges_amount_check CHECK (amount_micros <> 0 OR fee_micros <> 0),
  CONSTRAINT processor_charges_decided_check CHECK ((status = 'pending') = (decided_at IS NULL) AND (status =
    'pending') = (decider_id IS NULL)),
  CONSTRAINT processor_charges_four_eyes_check CHECK (status <> 'posted' OR (decider_id IS NOT NULL AND
    decider_id <> requester_id)),
  CONSTRAINT processor_charges_note_check CHECK (length(note) BETWEEN 1 AND 5000 AND length(decision_note)
    BETWEEN 1 AND 5000)
);
-- Once; one that was rejected leaves the way free.
CREATE UNIQUE INDEX processor_charges_live_key ON processor_charges (key) WHERE (status =
  'pending'::adjustment_status OR status = 'posted'::adjustment_status);

-- Whose rows they are.
ALTER TABLE reconciliations
  ADD CONSTRAINT reconciliations_started_by_fkey FOREIGN KEY (started_by)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE reconciliation_differences
  ADD CONSTRAINT reconciliation_differences_run_id_fkey FOREIGN KEY (run_id)
    REFERENCES reconciliations(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE difference_notes
  ADD CONSTRAINT difference_notes_author_id_fkey FOREIGN KEY (author_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE reconciliation_closings
  ADD CONSTRAINT reconciliation_closings_run_id_fkey FOREIGN KEY (run_id)
    REFERENCES reconciliations(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE processor_charges
  ADD CONSTRAINT processor_charges_decider_id_fkey FOREIGN KEY (decider_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT processor_charges_requester_id_fkey FOREIGN KEY (requester_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
