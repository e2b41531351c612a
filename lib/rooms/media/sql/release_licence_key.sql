-- Ends one hold without an unlock. Locks: one at a time for item and reader.
CREATE FUNCTION release_licence_key(item bigint, reader bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  UPDATE licence_keys k SET holds = k.holds - 1, held_for = CASE WHEN k.holds > 1 THEN k.held_for END,
    held_until = CASE WHEN k.holds > 1 THEN k.held_until END
  WHERE k.item_id = item AND k.held_for = reader AND k.unlock_id IS NULL;
END $$;
