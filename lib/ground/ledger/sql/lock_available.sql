-- The creator's available earnings; null: never earned anything in this currency. Locks them until the
-- transaction ends.
CREATE FUNCTION lock_available(creator bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql AS $$
  SELECT balance_micros FROM accounts WHERE creator_id = creator AND type = 'creator_available'
    AND currency = in_currency FOR NO KEY UPDATE
$$;
