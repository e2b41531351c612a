-- Functions that the planner can take apart, instead of calling them once for every row: set-returning, and no less
-- volatile than what they use (date_trunc with a zone is STABLE).

DROP FUNCTION view_before_unlock(bigint, bigint, timestamptz);
CREATE FUNCTION view_before_unlock(reader bigint, item bigint, unlocked_at timestamptz) RETURNS TABLE (source text, country text)
LANGUAGE sql STABLE AS $$
  SELECT v.source, v.country FROM item_views v
  WHERE v.reader_id = reader AND v.item_id = item AND v.day <= (unlocked_at AT TIME ZONE 'UTC')::date AND v.at <= unlocked_at
  ORDER BY v.day DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION tiers_of(at timestamptz) RETURNS TABLE (tier earnings_tier, starts_at timestamptz) LANGUAGE sql STABLE AS $$
  VALUES ('quarter'::earnings_tier, date_bin('15 minutes', at, '2000-01-01 00:00+00')),
    ('day', date_trunc('day', at, 'UTC')), ('month', date_trunc('month', at, 'UTC'))
$$;
