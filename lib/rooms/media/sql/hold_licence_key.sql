-- Holds a key for a reader who is about to pay. It is picked once, not for each row that is looked at.
-- Takes item, reader and for how long. Gives false if there is none. Locks: one at a time for item and
-- reader.
CREATE FUNCTION hold_licence_key(item bigint, reader bigint, seconds integer) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  picked bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  IF EXISTS (
    SELECT FROM unlocks u JOIN licence_keys k ON k.unlock_id = u.id
    WHERE u.reader_id = reader AND u.item_id = item AND u.refunded_at IS NULL
  ) THEN
    RETURN true;
  END IF;
  picked := pick_licence_key(item, reader);
  UPDATE licence_keys k SET held_for = reader,
    held_until = clock_timestamp() + make_interval(secs => seconds),
    holds = CASE WHEN k.held_for = reader THEN k.holds + 1 ELSE 1 END
  WHERE k.id = picked;
  RETURN FOUND;
END $$;
