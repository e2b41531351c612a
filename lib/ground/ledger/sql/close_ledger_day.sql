-- Closes the earliest day that is over and not closed yet. A day is over an hour after its end: far longer
-- than any transaction lasts.
-- Gives the day, or null when none is left. Locks: one at a time.
CREATE FUNCTION close_ledger_day() RETURNS date LANGUAGE plpgsql AS $$
DECLARE
  due date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('farthing ledger days', 0));
  due := coalesce((SELECT max(day) + 1 FROM ledger_days_closed),
    (SELECT (min(created_at) AT TIME ZONE 'UTC')::date FROM transfers));
  IF due IS NULL OR clock_timestamp() < ((due + 1)::timestamp AT TIME ZONE 'UTC') + interval '1 hour' THEN
    RETURN NULL;
  END IF;
  INSERT INTO ledger_days SELECT * FROM ledger_movements(due::timestamp AT TIME ZONE 'UTC',
    (due + 1)::timestamp AT TIME ZONE 'UTC');
  INSERT INTO ledger_days_closed (day) VALUES (due);
  RETURN due;
END $$;
