-- The next key of an item that a reader may have: their own hold first, then a free one, then one whose hold
-- is over. A hold is not over while its reader has a live unlock that still waits for its key: that money has
-- moved.
-- Gives the key's id, or null. Locks it; keys that others are taking are passed over.
CREATE FUNCTION pick_licence_key(item bigint, reader bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT k.id FROM licence_keys k
  WHERE k.item_id = item AND k.unlock_id IS NULL
    AND (k.held_for IS NULL OR k.held_for = reader OR (k.held_until < clock_timestamp() AND NOT EXISTS (
      SELECT FROM unlocks u WHERE u.reader_id = k.held_for AND u.item_id = item AND u.refunded_at IS NULL
        AND NOT EXISTS (SELECT FROM licence_keys g WHERE g.unlock_id = u.id))))
  ORDER BY (k.held_for = reader) DESC NULLS LAST, (k.held_for IS NULL) DESC, k.id
  LIMIT 1 FOR UPDATE OF k SKIP LOCKED
$$;
