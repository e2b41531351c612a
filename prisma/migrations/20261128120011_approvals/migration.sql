-- lib/rooms/approvals: What admins put right, and who must agree.

CREATE TYPE adjustment_target AS ENUM ('paid', 'gift', 'creator');

CREATE TYPE adjustment_reason AS ENUM ('goodwill', 'service_fault', 'wrong_charge', 'duplicate_charge',
  'fraud', 'write_off', 'correction', 'other');

CREATE TYPE adjustment_status AS ENUM ('pending', 'posted', 'rejected', 'expired');

CREATE TYPE gift_batch_status AS ENUM ('reading', 'checked', 'waiting', 'posting', 'done', 'rejected',
  'failed');

-- Above which amount a second admin must agree; the latest row of a currency counts. Insert only.
CREATE TABLE approval_limits (
  id bigserial NOT NULL,
  currency char(3) NOT NULL,
  limit_micros bigint NOT NULL,
  set_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT approval_limits_pkey PRIMARY KEY (id),
  CONSTRAINT approval_limits_limit_check CHECK (limit_micros >= 0)
);
CREATE INDEX approval_limits_currency_id_idx ON approval_limits (currency, id);

-- Since when what one admin does alone is one sum against one limit: one row, written by its migration.
CREATE TABLE limits_since (
  id int NOT NULL DEFAULT 1,
  at timestamptz(3) NOT NULL,
  CONSTRAINT limits_since_pkey PRIMARY KEY (id),
  CONSTRAINT limits_since_single_check CHECK (id = 1)
);

-- An admin's posting to put a balance right. Who may post what is enforced by triggers.
CREATE TABLE adjustments (
  id bigserial NOT NULL,
  target adjustment_target NOT NULL,
  wallet_id bigint,
  creator_id bigint,
  account_id bigint,
  owner_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  gift_expires_at timestamptz(3),
  reason adjustment_reason NOT NULL,
  note text NOT NULL,
  requester_id bigint NOT NULL,
  request_key uuid NOT NULL,
  seen_balance_micros bigint NOT NULL,
  needs_approval boolean NOT NULL,
  status adjustment_status NOT NULL DEFAULT 'pending',
  decider_id bigint,
  decided_at timestamptz(3),
  decision_note text,
  grant_id bigint,
  reverses_id bigint,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT adjustments_pkey PRIMARY KEY (id),
  CONSTRAINT adjustments_amount_check CHECK (amount_micros <> 0 AND amount_micros BETWEEN -1000000000000 AND
    1000000000000),
  CONSTRAINT adjustments_decided_check CHECK ((status = 'pending') = (decided_at IS NULL) AND (status <>
    'rejected' OR decider_id IS NOT NULL) AND (status <> 'pending' OR decider_id IS NULL)),
  -- The second pair of eyes. Taking back one's own request is no approval.
  CONSTRAINT adjustments_four_eyes_check CHECK (status <> 'posted' OR NOT needs_approval OR (decider_id IS NOT
    NULL AND decider_id <> requester_id)),
  CONSTRAINT adjustments_gift_date_check CHECK (gift_expires_at IS NULL OR (target = 'gift' AND amount_micros
    > 0)),
  CONSTRAINT adjustments_note_check CHECK (length(note) BETWEEN 1 AND 5000 AND length(decision_note) BETWEEN 1
    AND 5000),
  CONSTRAINT adjustments_own_account_check CHECK (requester_id <> owner_id AND decider_id <> owner_id),
  CONSTRAINT adjustments_target_check CHECK ((wallet_id IS NULL) = (target = 'creator') AND (creator_id IS
    NULL) = (target <> 'creator'))
);
CREATE UNIQUE INDEX adjustments_grant_id_key ON adjustments (grant_id);
CREATE INDEX adjustments_owner_id_id_idx ON adjustments (owner_id, id);
CREATE INDEX adjustments_pending_idx ON adjustments (expires_at) WHERE (status =
  'pending'::adjustment_status);
CREATE INDEX adjustments_requester_id_created_at_idx ON adjustments (requester_id, created_at);
CREATE UNIQUE INDEX adjustments_requester_id_request_key_key ON adjustments (requester_id, request_key);
-- Reversed once: a request that was rejected or ran out leaves the way free for another.
CREATE UNIQUE INDEX adjustments_reversal_key ON adjustments (reverses_id) WHERE (status =
  'pending'::adjustment_status OR status = 'posted'::adjustment_status);

-- The evidence behind an adjustment: PDF, PNG or JPEG of at most 5 MB. Linked once and never changed.
CREATE TABLE adjustment_files (
  id bigserial NOT NULL,
  adjustment_id bigint,
  uploader_id bigint NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  content_hash text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT adjustment_files_pkey PRIMARY KEY (id),
  CONSTRAINT adjustment_files_size_check CHECK (length(content) BETWEEN 1 AND 5242880 AND length(name) BETWEEN
    1 AND 200),
  CONSTRAINT adjustment_files_type_check CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg'))
);
CREATE UNIQUE INDEX adjustment_files_adjustment_id_key ON adjustment_files (adjustment_id);
CREATE INDEX adjustment_files_content_hash_idx ON adjustment_files (content_hash);
CREATE INDEX adjustment_files_unlinked_idx ON adjustment_files (created_at) WHERE (adjustment_id IS NULL);

-- Gifts to many readers from one file. Its rules are triggers.
CREATE TABLE gift_batches (
  id bigserial NOT NULL,
  requester_id bigint NOT NULL,
  request_key uuid NOT NULL,
  file_name text NOT NULL,
  currency char(3) NOT NULL,
  status gift_batch_status NOT NULL DEFAULT 'reading',
  line_count int NOT NULL DEFAULT 0,
  good_count int NOT NULL DEFAULT 0,
  good_micros bigint NOT NULL DEFAULT 0,
  note text,
  needs_approval boolean NOT NULL DEFAULT true,
  decider_id bigint,
  decision_note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  confirmed_at timestamptz(3),
  finished_at timestamptz(3),
  content_hash text,
  repeats_id bigint,
  CONSTRAINT gift_batches_pkey PRIMARY KEY (id),
  CONSTRAINT gift_batches_confirmed_check CHECK (confirmed_at IS NOT NULL OR status NOT IN ('waiting',
    'posting', 'done')),
  CONSTRAINT gift_batches_four_eyes_check CHECK (status NOT IN ('posting', 'done') OR NOT needs_approval OR
    (decider_id IS NOT NULL AND decider_id <> requester_id)),
  CONSTRAINT gift_batches_note_check CHECK (length(note) <= 5000 AND length(decision_note) <= 5000 AND
    length(file_name) <= 200),
  CONSTRAINT gift_batches_repeats_check CHECK (repeats_id <> id)
);
CREATE INDEX gift_batches_content_hash_idx ON gift_batches (content_hash);
CREATE UNIQUE INDEX gift_batches_requester_id_request_key_key ON gift_batches (requester_id, request_key);
CREATE INDEX gift_batches_unfinished_idx ON gift_batches (id) WHERE (status = 'posting'::gift_batch_status);

-- One line of the file as it was written, what was read from it, and the gift or the problem that it became.
CREATE TABLE gift_batch_lines (
  batch_id bigint NOT NULL,
  line int NOT NULL,
  email text NOT NULL,
  amount text NOT NULL,
  expires text NOT NULL,
  user_id bigint,
  amount_micros bigint,
  gift_expires_at timestamptz(3),
  problem text,
  grant_id bigint,
  CONSTRAINT gift_batch_lines_pkey PRIMARY KEY (batch_id, line),
  CONSTRAINT gift_batch_lines_good_check CHECK (problem IS NOT NULL OR (user_id IS NOT NULL AND amount_micros
    > 0)),
  CONSTRAINT gift_batch_lines_grant_check CHECK (grant_id IS NULL OR problem IS NULL)
);
CREATE INDEX gift_batch_lines_batch_id_user_id_idx ON gift_batch_lines (batch_id, user_id);
CREATE UNIQUE INDEX gift_batch_lines_grant_id_key ON gift_batch_lines (grant_id);
CREATE INDEX gift_batch_lines_open_idx ON gift_batch_lines (batch_id, user_id) WHERE (problem IS NULL AND
  grant_id IS NULL);

-- Whose rows they are.
ALTER TABLE adjustments
  ADD CONSTRAINT adjustments_account_id_fkey FOREIGN KEY (account_id)
    REFERENCES accounts(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_decider_id_fkey FOREIGN KEY (decider_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_grant_id_fkey FOREIGN KEY (grant_id)
    REFERENCES grants(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_owner_id_fkey FOREIGN KEY (owner_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_requester_id_fkey FOREIGN KEY (requester_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_reverses_id_fkey FOREIGN KEY (reverses_id)
    REFERENCES adjustments(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustments_wallet_id_fkey FOREIGN KEY (wallet_id)
    REFERENCES wallets(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE adjustment_files
  ADD CONSTRAINT adjustment_files_adjustment_id_fkey FOREIGN KEY (adjustment_id)
    REFERENCES adjustments(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT adjustment_files_uploader_id_fkey FOREIGN KEY (uploader_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE gift_batches
  ADD CONSTRAINT gift_batches_decider_id_fkey FOREIGN KEY (decider_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT gift_batches_repeats_id_fkey FOREIGN KEY (repeats_id)
    REFERENCES gift_batches(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT gift_batches_requester_id_fkey FOREIGN KEY (requester_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE gift_batch_lines
  ADD CONSTRAINT gift_batch_lines_batch_id_fkey FOREIGN KEY (batch_id)
    REFERENCES gift_batches(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT gift_batch_lines_grant_id_fkey FOREIGN KEY (grant_id)
    REFERENCES grants(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT gift_batch_lines_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;

-- From here on what one admin does alone is one sum against one limit.
INSERT INTO limits_since (at) VALUES (clock_timestamp());
