-- The last view of a reader before they unlocked: where they came from. Reads only.
CREATE FUNCTION view_before_unlock(reader bigint, item bigint,
  unlocked_at timestamptz) RETURNS TABLE (source text, country text)
LANGUAGE sql STABLE AS $$
  SELECT v.source, v.country FROM item_views v
  WHERE v.reader_id = reader AND v.item_id = item AND v.day <= (unlocked_at AT TIME ZONE 'UTC')::date
    AND v.at <= unlocked_at
  ORDER BY v.day DESC LIMIT 1
$$;
