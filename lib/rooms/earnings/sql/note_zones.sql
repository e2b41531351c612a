-- Writes down which zone a creator's days are of, before the first of them is added up.
CREATE FUNCTION note_zones(creators_seen bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO earnings_zones SELECT c.id, known_zone(c.time_zone) FROM creators c
    WHERE c.id = ANY (creators_seen)
  ON CONFLICT DO NOTHING
$$;
