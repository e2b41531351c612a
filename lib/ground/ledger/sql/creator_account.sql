-- A creator's account of a type and a currency, opened on first use.
-- Takes the creator, the type and the currency. Gives the account's id. Pending accounts store no balance.
-- Waits for another transaction that opens the same one.
CREATE FUNCTION creator_account(creator bigint, wanted account_type, in_currency char(3)) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts WHERE creator_id = creator AND type = wanted
      AND currency = in_currency;
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (type, currency, creator_id, balance_micros)
    VALUES (wanted, in_currency, creator, CASE WHEN wanted <> 'creator_pending' THEN 0 END)
      ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
