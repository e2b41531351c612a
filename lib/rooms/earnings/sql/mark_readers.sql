-- Writes the days of readers of a creator again, from their unlocks: one that was taken back is not among
-- them.
CREATE FUNCTION mark_readers(creator bigint, readers bigint[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM earnings_readers WHERE creator_id = creator AND reader_id = ANY (readers);
  INSERT INTO earnings_readers (creator_id, currency, reader_id, days)
  SELECT creator, currency, reader_id, array_agg(day ORDER BY day)
  FROM (
    SELECT e.currency, e.reader_id, (e.at AT TIME ZONE z.zone)::date AS day
    FROM earnings_unlocks e JOIN earnings_zones z ON z.creator_id = creator
    WHERE e.creator_id = creator AND e.unlock_id IN (
      -- Two partial indexes, one for each.
      SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NULL
      UNION ALL SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NOT NULL)
      AND e.refunded_at IS NULL
  ) kept GROUP BY 2, 3
$$;
