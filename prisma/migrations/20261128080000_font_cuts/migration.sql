-- Korean type cut to the signs of one page, or of one item's paid text.
CREATE TABLE font_cuts (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{32}$'),
  item_id bigint REFERENCES items (id) ON DELETE CASCADE ON UPDATE CASCADE,
  signs text NOT NULL,
  regular bytea,
  semibold bytea,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CHECK ((regular IS NULL) = (semibold IS NULL))
);

-- What the worker still has to make.
CREATE INDEX font_cuts_wanted_idx ON font_cuts (created_at) WHERE regular IS NULL;
CREATE INDEX font_cuts_item_idx ON font_cuts (item_id);
CREATE INDEX font_cuts_created_idx ON font_cuts (created_at);
