-- Shows a reader the key of their live unlock, once and for all. A repeat gives the same key; null: not
-- theirs, taken back, or there is no key. Locks as claim_licence_key() does.
CREATE FUNCTION show_licence_key(unlock bigint, reader bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  given text;
BEGIN
  IF NOT EXISTS (SELECT FROM unlocks WHERE id = unlock AND reader_id = reader) THEN RETURN NULL; END IF;
  -- Locks as a refund does, until the end of this transaction.
  given := claim_licence_key(unlock, fresh);
  IF given IS NULL OR NOT EXISTS (SELECT FROM unlocks WHERE id = unlock AND refunded_at IS NULL) THEN
    RETURN NULL;
  END IF;
  UPDATE licence_keys SET shown_at = clock_timestamp() WHERE unlock_id = unlock AND shown_at IS NULL;
  RETURN given;
END $$;
