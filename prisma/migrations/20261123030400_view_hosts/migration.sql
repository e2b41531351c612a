-- Anybody can write any host into a Referer. A day of a creator names 50 that come by themselves, and beyond these only such
-- as have led to an unlock this month or the last, which costs money; the views from all others are of "sites".

CREATE TABLE view_hosts (
  creator_id bigint NOT NULL,
  day date NOT NULL,
  source text NOT NULL,
  CONSTRAINT view_hosts_pkey PRIMARY KEY (creator_id, day, source)
);
INSERT INTO view_hosts
SELECT DISTINCT i.creator_id, v.day, v.source FROM item_views v JOIN items i ON i.id = v.item_id
WHERE v.source LIKE 'site:%' AND v.day >= (now() AT TIME ZONE 'UTC')::date;

-- Called once the view's transaction has its number. What it returns is what is counted, so that views, unlocks and their sums agree.
CREATE FUNCTION name_source(viewed bigint, on_day date, from_source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  owner bigint;
BEGIN
  IF from_source NOT LIKE 'site:%' THEN RETURN from_source; END IF;
  SELECT creator_id INTO owner FROM items WHERE id = viewed;
  IF EXISTS (SELECT FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day AND h.source = from_source)
    OR EXISTS (
      SELECT FROM item_prices p CROSS JOIN generate_series(date_trunc('month', on_day) - interval '1 month', date_trunc('month', on_day), '1 month') m
      JOIN earnings_rollups r ON r.creator_id = owner AND r.currency = p.currency AND r.dimension = 'source' AND r.tier = 'month'
        AND r.starts_on = m::date AND r.key = from_source
      WHERE p.item_id = viewed AND r.unlocks > 0)
  THEN RETURN from_source; END IF;
  -- A new one: one at a time, or two would both be the last.
  PERFORM pg_advisory_xact_lock(hashtextextended('view_hosts', owner));
  INSERT INTO view_hosts SELECT owner, on_day, from_source
  WHERE (SELECT count(*) FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day) < 50 ON CONFLICT DO NOTHING;
  RETURN CASE WHEN EXISTS (SELECT FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day AND h.source = from_source)
    THEN from_source ELSE 'sites' END;
END $$;

CREATE OR REPLACE FUNCTION record_view(
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
    OR (reader IS NULL AND EXISTS (SELECT FROM item_views WHERE visitor = visitor_hash AND item_id = viewed AND day = on_day))
  THEN RETURN false; END IF;
  INSERT INTO item_views (item_id, day, reader_id, visitor, source, country, at)
  VALUES (viewed, on_day, reader, CASE WHEN reader IS NULL THEN visitor_hash END, name_source(viewed, on_day, from_source),
    from_country, clock_timestamp())
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
