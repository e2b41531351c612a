-- What a wallet may still spend today and this month of its time zone; null if it has no limit. Where clocks
-- are put back at one o'clock in the night (Havana, the Azores), midnight strikes twice and the day begins
-- with the first. PostgreSQL takes the second for the moment of a local midnight, so what was bought in the
-- hour between counted for no day. Local times are compared instead; the moment, less a day, keeps the search
-- short.
-- Reads only.
CREATE FUNCTION limit_left_micros(wallet bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT least(
    w.daily_limit_micros - (SELECT coalesce(sum(u.price_micros), 0)::bigint FROM unlocks u
      WHERE u.reader_id = w.user_id AND u.refunded_at IS NULL AND u.wallet_id = w.id
        AND w.daily_limit_micros IS NOT NULL
        AND u.created_at >= date_trunc('day', at AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone - interval
        '1 day'
        AND u.created_at AT TIME ZONE w.time_zone >= date_trunc('day', at AT TIME ZONE w.time_zone)),
    w.monthly_limit_micros - (SELECT coalesce(sum(u.price_micros), 0)::bigint FROM unlocks u
      WHERE u.reader_id = w.user_id AND u.refunded_at IS NULL AND u.wallet_id = w.id
        AND w.monthly_limit_micros IS NOT NULL
        AND u.created_at >= date_trunc('month', at AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone -
        interval '1 day'
        AND u.created_at AT TIME ZONE w.time_zone >= date_trunc('month', at AT TIME ZONE w.time_zone)))
  FROM wallets w WHERE w.id = wallet
$$;
