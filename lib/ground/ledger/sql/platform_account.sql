-- The platform's account of a type and a currency, opened on first use.
-- Takes a type that belongs to nobody, and a currency. Gives the account's id.
-- Waits for another transaction that opens the same one.
CREATE FUNCTION platform_account(wanted account_type, in_currency char(3)) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts
    WHERE type = wanted AND currency = in_currency AND creator_id IS NULL
      AND type NOT IN ('paid_lot', 'promotional_lot');
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (type, currency) VALUES (wanted, in_currency) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
