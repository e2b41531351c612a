-- lib/rooms/fonts: Type that is cut for a page.

-- Korean type cut to the signs of one page, or of one item's paid text.
CREATE TABLE font_cuts (
  hash text NOT NULL,
  item_id bigint,
  signs text NOT NULL,
  regular bytea,
  semibold bytea,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT font_cuts_pkey PRIMARY KEY (hash),
  CONSTRAINT font_cuts_check CHECK (((regular IS NULL) = (semibold IS NULL))),
  CONSTRAINT font_cuts_hash_check CHECK ((hash ~ '^[0-9a-f]{32}$'::text))
);
CREATE INDEX font_cuts_created_idx ON font_cuts (created_at);
CREATE INDEX font_cuts_item_idx ON font_cuts (item_id);
-- What the worker still has to make.
CREATE INDEX font_cuts_wanted_idx ON font_cuts (created_at) WHERE regular IS NULL;

-- Whose rows they are.
ALTER TABLE font_cuts
  ADD CONSTRAINT font_cuts_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE;
