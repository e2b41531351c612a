-- Adds up a creator's unlocks and refunds, or everybody's (null), into sums that the caller has emptied.
CREATE FUNCTION sum_unlocks(creator bigint) RETURNS void
  LANGUAGE plpgsql SET work_mem = '512MB' SET jit = off AS $$
BEGIN
  INSERT INTO earnings_rollups (creator_id, currency, dimension, tier, starts_on, key, unlocks, unlock_micros,
    refunds, refund_micros)
  WITH moves AS (
    SELECT e.creator_id, e.currency, (e.at AT TIME ZONE z.zone)::date AS day, e.item_id, e.source, e.country,
      e.amount_micros AS micros, false AS refund
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id) WHERE creator IS NULL
      OR e.creator_id = creator
    UNION ALL
    SELECT e.creator_id, e.currency, (e.refunded_at AT TIME ZONE z.zone)::date, e.item_id, e.source,
      e.country, e.amount_micros, true
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id)
    WHERE e.refunded_at IS NOT NULL AND (creator IS NULL OR e.creator_id = creator)
  ), days AS MATERIALIZED (
    SELECT creator_id, currency,
      (CASE WHEN grouping(item_id) = 0 THEN 'item' WHEN grouping(source) = 0 THEN 'source'
        WHEN grouping(country) = 0 THEN 'country' ELSE 'all' END)::earnings_dimension AS dimension,
      day, coalesce(item_id::text, source, country, '') AS key,
      count(*) FILTER (WHERE NOT refund) AS unlocks,
        coalesce(sum(micros) FILTER (WHERE NOT refund), 0)::bigint AS unlock_micros,
      count(*) FILTER (WHERE refund) AS refunds,
        coalesce(sum(micros) FILTER (WHERE refund), 0)::bigint AS refund_micros
    FROM moves GROUP BY creator_id, currency, day, GROUPING SETS ((), (item_id), (source), (country))
  )
  SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, unlocks, unlock_micros, refunds,
    refund_micros FROM days
  UNION ALL
  SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key,
    sum(unlocks), sum(unlock_micros), sum(refunds), sum(refund_micros)
  FROM days GROUP BY 1, 2, 3, 5, 6;

  PERFORM sum_readers(creator);
END $$;
