-- lib/rooms/media: Pictures, sound, video, files and licence keys.

CREATE TYPE media_purpose AS ENUM ('avatar', 'cover', 'inline', 'file');

-- A creator's file. Its bytes lie in the media store in a folder named by the id; the row is written before
-- them, so the store never holds anything that no row speaks of.
CREATE TABLE media (
  id uuid NOT NULL,
  creator_id bigint NOT NULL,
  item_id bigint,
  purpose media_purpose NOT NULL,
  file_name text NOT NULL,
  content_type text NOT NULL,
  bytes bigint NOT NULL DEFAULT 0,
  width int,
  height int,
  duration_ms int,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ready_at timestamptz(3),
  released_at timestamptz(3),
  widths int[],
  CONSTRAINT media_pkey PRIMARY KEY (id),
  CONSTRAINT media_bytes_check CHECK (bytes >= 0 AND (ready_at IS NULL OR bytes > 0)),
  CONSTRAINT media_file_name_check CHECK (length(file_name) BETWEEN 1 AND 200),
  CONSTRAINT media_image_check CHECK (purpose = 'file' OR ready_at IS NULL OR (width > 0 AND height > 0 AND
    cardinality(widths) > 0))
);
CREATE INDEX media_creator_id_idx ON media (creator_id);
CREATE INDEX media_item_id_idx ON media (item_id);
CREATE INDEX media_released_idx ON media (released_at) WHERE (released_at IS NOT NULL);
CREATE INDEX media_unready_idx ON media (created_at) WHERE ((ready_at IS NULL) OR (item_id IS NULL));

-- One key of a game item. Given to one unlock and to no other, also after a refund: it has been seen.
CREATE TABLE licence_keys (
  id bigserial NOT NULL,
  item_id bigint NOT NULL,
  key text NOT NULL,
  unlock_id bigint,
  given_at timestamptz(3),
  shown_at timestamptz(3),
  held_for bigint,
  held_until timestamptz(3),
  holds int NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT licence_keys_pkey PRIMARY KEY (id),
  CONSTRAINT licence_keys_given_check CHECK ((unlock_id IS NULL) = (given_at IS NULL)),
  CONSTRAINT licence_keys_held_check CHECK ((held_for IS NULL) = (held_until IS NULL) AND (held_for IS NULL) =
    (holds = 0) AND (unlock_id IS NULL OR held_for IS NULL)),
  CONSTRAINT licence_keys_key_check CHECK (length(key) BETWEEN 1 AND 200),
  CONSTRAINT licence_keys_shown_check CHECK (shown_at IS NULL OR unlock_id IS NOT NULL)
);
CREATE INDEX licence_keys_free_idx ON licence_keys (item_id, id) WHERE (unlock_id IS NULL);
CREATE UNIQUE INDEX licence_keys_held_key ON licence_keys (item_id, held_for) WHERE (held_for IS NOT NULL);
CREATE UNIQUE INDEX licence_keys_item_id_key_key ON licence_keys (item_id, key);
CREATE UNIQUE INDEX licence_keys_unlock_id_key ON licence_keys (unlock_id);

-- Whose rows they are.
ALTER TABLE media
  ADD CONSTRAINT media_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT media_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE SET NULL;
ALTER TABLE licence_keys
  ADD CONSTRAINT licence_keys_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE,
  ADD CONSTRAINT licence_keys_unlock_id_fkey FOREIGN KEY (unlock_id)
    REFERENCES unlocks(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE creators
  ADD CONSTRAINT creators_avatar_media_id_fkey FOREIGN KEY (avatar_media_id)
    REFERENCES media(id) ON UPDATE CASCADE ON DELETE SET NULL;
ALTER TABLE items
  ADD CONSTRAINT items_cover_media_id_fkey FOREIGN KEY (cover_media_id)
    REFERENCES media(id) ON UPDATE CASCADE ON DELETE SET NULL,
  ADD CONSTRAINT items_file_media_id_fkey FOREIGN KEY (file_media_id)
    REFERENCES media(id) ON UPDATE CASCADE ON DELETE SET NULL;
