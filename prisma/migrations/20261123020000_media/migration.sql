-- Files of creators: the bytes lie in the media store, what is known of them here. A row is written before its bytes, so the
-- store never holds anything that no row speaks of.
CREATE TYPE "media_purpose" AS ENUM ('avatar', 'cover', 'inline', 'file');
CREATE TYPE "key_supply" AS ENUM ('pool', 'generated');

CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "creator_id" BIGINT NOT NULL,
    "item_id" BIGINT,
    "purpose" "media_purpose" NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "widths" INTEGER[],
    "width" INTEGER,
    "height" INTEGER,
    "duration_ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "media_creator_id_idx" ON "media"("creator_id");
CREATE INDEX "media_item_id_idx" ON "media"("item_id");
CREATE INDEX "media_unready_idx" ON "media"("created_at") WHERE ((ready_at IS NULL) OR (item_id IS NULL));
CREATE INDEX "media_released_idx" ON "media"("released_at") WHERE (released_at IS NOT NULL);

ALTER TABLE "creators" ADD COLUMN "avatar_media_id" UUID;
ALTER TABLE "items" ADD COLUMN "cover_media_id" UUID, ADD COLUMN "file_media_id" UUID, ADD COLUMN "key_supply" "key_supply";
CREATE UNIQUE INDEX "creators_avatar_media_id_key" ON "creators"("avatar_media_id");
CREATE UNIQUE INDEX "items_cover_media_id_key" ON "items"("cover_media_id");
CREATE UNIQUE INDEX "items_file_media_id_key" ON "items"("file_media_id");

ALTER TABLE "media" ADD CONSTRAINT "media_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "media" ADD CONSTRAINT "media_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "creators" ADD CONSTRAINT "creators_avatar_media_id_fkey" FOREIGN KEY ("avatar_media_id") REFERENCES "media"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "items" ADD CONSTRAINT "items_cover_media_id_fkey" FOREIGN KEY ("cover_media_id") REFERENCES "media"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "items" ADD CONSTRAINT "items_file_media_id_fkey" FOREIGN KEY ("file_media_id") REFERENCES "media"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "media"
  ADD CONSTRAINT "media_bytes_check" CHECK (bytes >= 0 AND (ready_at IS NULL OR bytes > 0)),
  ADD CONSTRAINT "media_file_name_check" CHECK (length(file_name) BETWEEN 1 AND 200),
  ADD CONSTRAINT "media_image_check" CHECK (purpose = 'file' OR ready_at IS NULL OR (width > 0 AND height > 0 AND cardinality(widths) > 0));

-- ------------------------------------------------------------ licence keys

CREATE TABLE "licence_keys" (
    "id" BIGSERIAL NOT NULL,
    "item_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "unlock_id" BIGINT,
    "given_at" TIMESTAMPTZ(3),
    "held_for" BIGINT,
    "held_until" TIMESTAMPTZ(3),
    "holds" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "licence_keys_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "licence_keys_unlock_id_key" ON "licence_keys"("unlock_id");
CREATE UNIQUE INDEX "licence_keys_item_id_key_key" ON "licence_keys"("item_id", "key");
CREATE UNIQUE INDEX "licence_keys_held_key" ON "licence_keys"("item_id", "held_for") WHERE (held_for IS NOT NULL);
CREATE INDEX "licence_keys_free_idx" ON "licence_keys"("item_id", "id") WHERE (unlock_id IS NULL);

ALTER TABLE "licence_keys" ADD CONSTRAINT "licence_keys_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "licence_keys" ADD CONSTRAINT "licence_keys_unlock_id_fkey" FOREIGN KEY ("unlock_id") REFERENCES "unlocks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "licence_keys"
  ADD CONSTRAINT "licence_keys_key_check" CHECK (length(key) BETWEEN 1 AND 200),
  ADD CONSTRAINT "licence_keys_given_check" CHECK ((unlock_id IS NULL) = (given_at IS NULL)),
  ADD CONSTRAINT "licence_keys_held_check" CHECK ((held_for IS NULL) = (held_until IS NULL) AND (held_for IS NULL) = (holds = 0) AND (unlock_id IS NULL OR held_for IS NULL));

-- A key that was given away stays with its unlock for good, also when the unlock is taken back: it has been seen.
CREATE FUNCTION refuse_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'licence key % was given away and stays as it is', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER licence_keys_given_stay BEFORE UPDATE ON licence_keys FOR EACH ROW WHEN (OLD.unlock_id IS NOT NULL)
  EXECUTE FUNCTION refuse_key_change();
CREATE TRIGGER licence_keys_given_are_kept BEFORE DELETE ON licence_keys FOR EACH ROW WHEN (OLD.unlock_id IS NOT NULL)
  EXECUTE FUNCTION refuse_key_change();

-- The next key of an item that a reader may have, locked: their own hold first, then a free one, then one whose hold is
-- over. A hold is not over while its reader has a live unlock that still waits for its key: that money has moved.
CREATE FUNCTION pick_licence_key(item bigint, reader bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT k.id FROM licence_keys k
  WHERE k.item_id = item AND k.unlock_id IS NULL
    AND (k.held_for IS NULL OR k.held_for = reader OR (k.held_until < clock_timestamp() AND NOT EXISTS (
      SELECT FROM unlocks u WHERE u.reader_id = k.held_for AND u.item_id = item AND u.refunded_at IS NULL
        AND NOT EXISTS (SELECT FROM licence_keys g WHERE g.unlock_id = u.id))))
  ORDER BY (k.held_for = reader) DESC NULLS LAST, (k.held_for IS NULL) DESC, k.id
  LIMIT 1 FOR UPDATE OF k SKIP LOCKED
$$;

-- Sets a key of the pool aside for a reader before money moves. False: sold out. One key per reader and item, however many
-- calls; each call that got true is ended by claim_licence_key or release_licence_key.
CREATE FUNCTION hold_licence_key(item bigint, reader bigint, seconds integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  IF EXISTS (
    SELECT FROM unlocks u JOIN licence_keys k ON k.unlock_id = u.id
    WHERE u.reader_id = reader AND u.item_id = item AND u.refunded_at IS NULL
  ) THEN
    RETURN true;
  END IF;
  UPDATE licence_keys k SET held_for = reader, held_until = clock_timestamp() + make_interval(secs => seconds),
    holds = CASE WHEN k.held_for = reader THEN k.holds + 1 ELSE 1 END
  WHERE k.id = pick_licence_key(item, reader);
  RETURN FOUND;
END $$;

-- Ends one hold without an unlock.
CREATE FUNCTION release_licence_key(item bigint, reader bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  UPDATE licence_keys k SET holds = k.holds - 1, held_for = CASE WHEN k.holds > 1 THEN k.held_for END,
    held_until = CASE WHEN k.holds > 1 THEN k.held_until END
  WHERE k.item_id = item AND k.held_for = reader AND k.unlock_id IS NULL;
END $$;

-- The key of a live unlock, given to it now if it has none. `fresh` is the key to use where keys are made, not taken from a
-- pool. Null: the unlock is not live, the item gives no keys, or the pool is empty. A repeat returns the same key.
CREATE FUNCTION claim_licence_key(unlock bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  bought unlocks%ROWTYPE;
  supply key_supply;
  given text;
BEGIN
  SELECT * INTO bought FROM unlocks WHERE id = unlock;
  IF NOT FOUND OR bought.refunded_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || bought.item_id || ':' || bought.reader_id, 0));
  SELECT k.key INTO given FROM licence_keys k WHERE k.unlock_id = unlock;
  IF FOUND THEN
    RETURN given;
  END IF;
  SELECT i.key_supply INTO supply FROM items i WHERE i.id = bought.item_id;
  IF supply = 'pool' THEN
    UPDATE licence_keys k SET unlock_id = unlock, given_at = clock_timestamp(), held_for = NULL, held_until = NULL, holds = 0
    WHERE k.id = pick_licence_key(bought.item_id, bought.reader_id) RETURNING k.key INTO given;
  ELSIF supply = 'generated' THEN
    INSERT INTO licence_keys (item_id, key, unlock_id, given_at) VALUES (bought.item_id, fresh, unlock, clock_timestamp())
    RETURNING key INTO given;
  END IF;
  RETURN given;
END $$;
