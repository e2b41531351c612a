-- What the wallet's paid lot holds. Locks it until the transaction ends.
CREATE FUNCTION lock_paid_lot(wallet bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT balance_micros FROM lots WHERE wallet_id = wallet AND kind = 'paid' FOR NO KEY UPDATE
$$;
