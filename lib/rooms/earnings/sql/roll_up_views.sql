-- Adds views up to `until_id` to the sums, `batch` at most. Gives true if more are left.
-- Locks earnings_progress: one at a time.
CREATE FUNCTION roll_up_views(until_id bigint, batch int) RETURNS boolean
  LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT view_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM item_views WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1
    LIMIT 1;
  upto := coalesce(upto, until_id);
  PERFORM note_zones(ARRAY(SELECT DISTINCT i.creator_id FROM item_views v JOIN items i ON i.id = v.item_id
    WHERE v.id > since AND v.id <= upto AND NOT EXISTS (SELECT FROM earnings_zones z
      WHERE z.creator_id = i.creator_id)));

  WITH days AS MATERIALIZED (
    SELECT i.creator_id, d.dimension, (v.at AT TIME ZONE z.zone)::date AS day, d.key, count(*) AS views
    FROM item_views v JOIN items i ON i.id = v.item_id JOIN earnings_zones z ON z.creator_id = i.creator_id
    CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', v.item_id::text), ('source', v.source), ('country', v.country)) AS d (dimension, key)
    WHERE v.id > since AND v.id <= upto
    GROUP BY 1, 2, 3, 4
  )
  INSERT INTO view_rollups AS r (creator_id, dimension, tier, starts_on, key, views)
  SELECT creator_id, dimension, 'day'::earnings_tier, day, key, views FROM days
  UNION ALL
  SELECT creator_id, dimension, 'month', date_trunc('month', day)::date, key, sum(views) FROM days GROUP BY 1,
    2, 4, 5
  ON CONFLICT (creator_id, dimension, tier, starts_on, key) DO UPDATE SET views = r.views + excluded.views;
  UPDATE earnings_progress SET view_id = upto;
  RETURN upto < until_id;
END $$;
