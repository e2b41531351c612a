-- Above which amount a second admin must agree, in a currency. 0 until one is set. Reads only.
CREATE FUNCTION approval_limit(in_currency char(3)) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT limit_micros FROM approval_limits WHERE currency = in_currency ORDER BY id DESC
    LIMIT 1), 0)
$$;
