-- The reader's wallet in a currency with its paid lot, opened on first use.
-- Takes the reader, the currency and the time zone of a new wallet (null: UTC). Gives the wallet's row.
-- Waits for another transaction that opens the same one.
CREATE FUNCTION open_wallet(reader bigint, in_currency char(3), in_time_zone text) RETURNS SETOF wallets
  LANGUAGE plpgsql AS $$
DECLARE
  opened bigint;
  lot bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM wallets WHERE user_id = reader AND currency = in_currency) THEN
    -- On a conflict this waits for the other transaction; the row below is then the other's.
    INSERT INTO wallets (user_id, currency, time_zone)
      VALUES (reader, in_currency, coalesce(in_time_zone, 'UTC'))
    ON CONFLICT (user_id, currency) DO NOTHING RETURNING id INTO opened;
    IF opened IS NOT NULL THEN
      INSERT INTO accounts (type, currency) VALUES ('paid_lot', in_currency) RETURNING id INTO lot;
      INSERT INTO lots (account_id, wallet_id, kind) VALUES (lot, opened, 'paid');
    END IF;
  END IF;
  RETURN QUERY SELECT * FROM wallets WHERE user_id = reader AND currency = in_currency;
END $$;
