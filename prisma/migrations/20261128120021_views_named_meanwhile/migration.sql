-- Made from the SQL files by `npm run db:change`; change those, not this.

-- ------------------------------------------------------------ lib/rooms/earnings/sql

-- name_source.sql
-- The name under which a view's source is counted. The first fifty hosts of a day are named, and those that
-- sold; beyond them, those that brought the most views to the creator this month and the last: fifty more at
-- most, so a flood of forged names still ends, and a site that has long sent readers is not lost behind it.
-- Takes item, day and source. Gives the source, or "sites". Locks: one new host of a creator at a time.
CREATE OR REPLACE FUNCTION name_source(viewed bigint, on_day date, from_source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  owner bigint;
BEGIN
  IF from_source NOT LIKE 'site:%' THEN RETURN from_source; END IF;
  SELECT creator_id INTO owner FROM items WHERE id = viewed;
  IF EXISTS (SELECT FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day
    AND h.source = from_source)
    OR EXISTS (
      SELECT FROM item_prices p CROSS JOIN generate_series(date_trunc('month', on_day) - interval '1 month',
        date_trunc('month', on_day), '1 month') m
      JOIN earnings_rollups r ON r.creator_id = owner AND r.currency = p.currency AND r.dimension = 'source'
        AND r.tier = 'month'
        AND r.starts_on = m::date AND r.key = from_source
      WHERE p.item_id = viewed AND r.unlocks > 0)
  THEN RETURN from_source; END IF;
  IF (SELECT count(*) FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day) < 50 THEN
    -- A new one: one at a time, or two would both be the last.
    PERFORM pg_advisory_xact_lock(hashtextextended('view_hosts', owner));
    INSERT INTO view_hosts SELECT owner, on_day, from_source
    WHERE (SELECT count(*) FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day) < 50
      ON CONFLICT DO NOTHING;
  END IF;
  -- Also when the day is full: another view may have named this host as the last since the first look.
  IF EXISTS (SELECT FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day
    AND h.source = from_source)
  THEN RETURN from_source; END IF;
  RETURN CASE WHEN from_source IN (
    SELECT v.key FROM view_rollups v
    WHERE v.creator_id = owner AND v.dimension = 'source' AND v.tier = 'month' AND v.key LIKE 'site:%'
      AND v.starts_on >= (date_trunc('month', on_day) - interval '1 month')::date AND v.starts_on <= on_day
    GROUP BY v.key ORDER BY sum(v.views) DESC, v.key LIMIT 50
  ) THEN from_source ELSE 'sites' END;
END $$;
