-- Adds unlocks up to `until_id` to the sums, `batch` at most. Gives true if more are left.
-- Locks earnings_progress: one at a time.
CREATE FUNCTION roll_up_unlocks(until_id bigint, batch int) RETURNS boolean
  LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT unlock_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlocks WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);
  PERFORM note_zones(ARRAY(SELECT DISTINCT i.creator_id FROM unlocks u JOIN items i ON i.id = u.item_id
    WHERE u.id > since AND u.id <= upto AND NOT EXISTS (SELECT FROM earnings_zones z
      WHERE z.creator_id = i.creator_id)));

  WITH fresh AS (
    INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at,
      source, country)
    SELECT u.id, i.creator_id, w.currency, u.item_id, u.reader_id, u.price_micros, u.created_at,
      coalesce(v.source, 'unknown'), coalesce(v.country, 'unknown')
    FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
    LEFT JOIN LATERAL view_before_unlock(u.reader_id, u.item_id, u.created_at) v ON true
    WHERE u.id > since AND u.id <= upto
    RETURNING *
  ), local AS MATERIALIZED (
    SELECT f.*, (f.at AT TIME ZONE z.zone)::date AS day FROM fresh f JOIN earnings_zones z USING (creator_id)
  ), days AS MATERIALIZED (
    SELECT l.creator_id, l.currency, d.dimension, l.day, d.key, count(*) AS unlocks,
      sum(l.amount_micros) AS unlock_micros
    FROM local l CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', l.item_id::text), ('source', l.source), ('country', l.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5
  ), summed AS (
    INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_on, key, unlocks,
      unlock_micros)
    SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, unlocks, unlock_micros FROM days
    UNION ALL
    SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key, sum(unlocks),
      sum(unlock_micros)
    FROM days GROUP BY 1, 2, 3, 5, 6
    ON CONFLICT (creator_id, currency, dimension, tier, starts_on, key)
    DO UPDATE SET unlocks = r.unlocks + excluded.unlocks,
      unlock_micros = r.unlock_micros + excluded.unlock_micros
  ), readers AS (
    INSERT INTO earnings_readers AS r (creator_id, currency, reader_id, days)
    SELECT creator_id, currency, reader_id, array_agg(day ORDER BY day) FROM local GROUP BY 1, 2, 3
    ON CONFLICT (creator_id, currency, reader_id)
    -- Ids come nearly in the order of time: seldom is anything to be sorted.
    DO UPDATE SET days = CASE WHEN excluded.days[1] >= r.days[cardinality(r.days)] THEN r.days ||
      excluded.days
      ELSE ARRAY(SELECT day FROM unnest(r.days || excluded.days) AS day ORDER BY day) END
  )
  UPDATE earnings_progress SET unlock_id = upto;
  RETURN upto < until_id;
END $$;
