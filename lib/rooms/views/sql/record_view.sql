-- Writes down one view per person, item and day. A visitor who signs in takes their view along.
-- Takes item, day, reader (or null), visitor hash, source and country. Gives true if it is a new view.
CREATE FUNCTION record_view(
  viewed bigint, on_day date, reader bigint, visitor_hash bytea, from_source text, from_country text
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  -- The transaction has its number before the view has its id: what the roll-up's cut-off rests on.
  PERFORM pg_current_xact_id();
  IF reader IS NOT NULL THEN
    UPDATE item_views SET reader_id = reader, visitor = NULL
    WHERE visitor = visitor_hash AND item_id = viewed AND day = on_day
      AND NOT EXISTS (SELECT FROM item_views WHERE reader_id = reader AND item_id = viewed AND day = on_day);
    IF FOUND THEN RETURN false; END IF;
  END IF;
  -- Who is counted already names nothing.
  IF EXISTS (SELECT FROM item_views WHERE reader_id = reader AND item_id = viewed AND day = on_day)
    OR (reader IS NULL AND EXISTS (SELECT FROM item_views WHERE visitor = visitor_hash AND item_id = viewed
    AND day = on_day))
  THEN RETURN false; END IF;
  INSERT INTO item_views (item_id, day, reader_id, visitor, source, country, at)
  VALUES (viewed, on_day, reader, CASE WHEN reader IS NULL THEN visitor_hash END,
    name_source(viewed, on_day, from_source),
    from_country, clock_timestamp())
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
