-- Adds refunds up to `until_id` to the sums, `batch` at most. Refunds count when they happen; a reader who
-- took an unlock back has one fewer when it was made. Gives true if more are left.
-- Locks earnings_progress. Raises ZF007 if an unlock that was taken back is not rolled up yet.
CREATE FUNCTION roll_up_refunds(until_id bigint, batch int) RETURNS boolean
  LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
  hit record;
BEGIN
  SELECT refund_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlock_refunds WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1
    LIMIT 1;
  upto := coalesce(upto, until_id);
  IF EXISTS (SELECT FROM unlock_refunds n WHERE n.id > since AND n.id <= upto
    AND NOT EXISTS (SELECT FROM earnings_unlocks e WHERE e.unlock_id = n.unlock_id
    AND e.refunded_at IS NULL)) THEN
    RAISE EXCEPTION 'a refund above % is of an unlock that is not rolled up', since USING ERRCODE = 'ZF007';
  END IF;

  WITH fresh AS (
    UPDATE earnings_unlocks e SET refunded_at = n.at FROM unlock_refunds n
    WHERE n.id > since AND n.id <= upto AND e.unlock_id = n.unlock_id RETURNING e.*
  ), days AS MATERIALIZED (
    SELECT f.creator_id, f.currency, d.dimension, (f.refunded_at AT TIME ZONE z.zone)::date AS day, d.key,
      count(*) AS refunds, sum(f.amount_micros) AS refund_micros
    FROM fresh f JOIN earnings_zones z USING (creator_id) CROSS
      JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', f.item_id::text), ('source', f.source), ('country', f.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5
  )
  INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_on, key, refunds,
    refund_micros)
  SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, refunds, refund_micros FROM days
  UNION ALL
  SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key, sum(refunds),
    sum(refund_micros)
  FROM days GROUP BY 1, 2, 3, 5, 6
  ON CONFLICT (creator_id, currency, dimension, tier, starts_on, key)
  DO UPDATE SET refunds = r.refunds + excluded.refunds,
    refund_micros = r.refund_micros + excluded.refund_micros;

  FOR hit IN
    SELECT e.creator_id, array_agg(DISTINCT e.reader_id) AS readers FROM unlock_refunds n
      JOIN earnings_unlocks e USING (unlock_id)
    WHERE n.id > since AND n.id <= upto GROUP BY 1
  LOOP
    PERFORM mark_readers(hit.creator_id, hit.readers);
  END LOOP;
  UPDATE earnings_progress SET refund_id = upto;
  RETURN upto < until_id;
END $$;
