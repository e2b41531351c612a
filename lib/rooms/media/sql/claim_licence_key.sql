-- Gives a live unlock its key: the next of the pool, or the fresh one where keys are made here. A repeat
-- gives the same key; null: taken back, none left, or the item has no keys.
-- Locks as a refund does: one at a time for item and reader.
CREATE FUNCTION claim_licence_key(unlock bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  bought unlocks%ROWTYPE;
  supply key_supply;
  given text;
  picked bigint;
BEGIN
  SELECT * INTO bought FROM unlocks WHERE id = unlock;
  IF NOT FOUND OR bought.refunded_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || bought.item_id || ':' || bought.reader_id,
    0));
  SELECT k.key INTO given FROM licence_keys k WHERE k.unlock_id = unlock;
  IF FOUND THEN
    RETURN given;
  END IF;
  SELECT i.key_supply INTO supply FROM items i WHERE i.id = bought.item_id;
  IF supply = 'pool' THEN
    picked := pick_licence_key(bought.item_id, bought.reader_id);
    UPDATE licence_keys k SET unlock_id = unlock, given_at = clock_timestamp(), held_for = NULL,
      held_until = NULL, holds = 0
    WHERE k.id = picked RETURNING k.key INTO given;
  ELSIF supply = 'generated' THEN
    INSERT INTO licence_keys (item_id, key, unlock_id, given_at)
      VALUES (bought.item_id, fresh, unlock, clock_timestamp())
    RETURNING key INTO given;
  END IF;
  RETURN given;
END $$;
