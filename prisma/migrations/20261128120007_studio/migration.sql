-- lib/desks/studio: Drafts and versions of what is for sale.

-- What the creator is writing: it reaches readers when it is published, and not before. Made when the editor
-- is first opened.
CREATE TABLE item_drafts (
  item_id bigint NOT NULL,
  revision int NOT NULL DEFAULT 1,
  published_revision int,
  editor_key uuid,
  title text NOT NULL DEFAULT '',
  summary text NOT NULL DEFAULT '',
  language text NOT NULL,
  topic text NOT NULL,
  cover_motif text NOT NULL,
  cover_seed int NOT NULL,
  text text NOT NULL DEFAULT '',
  price text NOT NULL DEFAULT '',
  scheduled_for timestamptz(3),
  schedule_fault text,
  saved_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  import_hash text,
  CONSTRAINT item_drafts_pkey PRIMARY KEY (item_id)
);
CREATE INDEX item_drafts_import_hash_idx ON item_drafts (import_hash) WHERE (import_hash IS NOT NULL);
CREATE INDEX item_drafts_scheduled_idx ON item_drafts (scheduled_for) WHERE (scheduled_for IS NOT NULL);

-- What was published, each time.
CREATE TABLE item_versions (
  id bigserial NOT NULL,
  item_id bigint NOT NULL,
  number int NOT NULL,
  title text NOT NULL,
  summary text NOT NULL,
  language text NOT NULL,
  topic text NOT NULL,
  cover_motif text NOT NULL,
  cover_seed int NOT NULL,
  text text NOT NULL,
  currency char(3) NOT NULL,
  price_micros bigint NOT NULL,
  published_at timestamptz(3) NOT NULL,
  CONSTRAINT item_versions_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX item_versions_item_id_number_key ON item_versions (item_id, number);

-- Whose rows they are.
ALTER TABLE item_drafts
  ADD CONSTRAINT item_drafts_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE item_versions
  ADD CONSTRAINT item_versions_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE;
