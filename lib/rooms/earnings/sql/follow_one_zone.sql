-- Adds up again the days of one creator who has moved to another time zone. Views stay on the days on which
-- they were counted. Gives false if nobody has moved. Locks earnings_progress.
CREATE FUNCTION follow_one_zone() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  moved bigint;
BEGIN
  PERFORM FROM earnings_progress FOR UPDATE;
  SELECT z.creator_id INTO moved FROM earnings_zones z JOIN creators c ON c.id = z.creator_id
  WHERE z.zone <> c.time_zone AND z.zone <> known_zone(c.time_zone) LIMIT 1;
  IF moved IS NULL THEN RETURN false; END IF;
  UPDATE earnings_zones z SET zone = known_zone(c.time_zone) FROM creators c WHERE c.id = moved
    AND z.creator_id = moved;
  DELETE FROM earnings_rollups WHERE creator_id = moved;
  DELETE FROM earnings_readers WHERE creator_id = moved;
  PERFORM sum_unlocks(moved);
  RETURN true;
END $$;
