-- Gives a welcome gift, promotions → a new lot, to a person who has proved their address: once for each
-- mailbox.
-- Takes wallet, amount and when it expires. Gives the grant; null: not proved yet, or it was given.
-- Locks the person: waits for a proof under way, and a proof for it. Raises what grant_promotion() raises.
CREATE FUNCTION give_welcome(wallet bigint, amount bigint, expiry timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  person users;
BEGIN
  SELECT u.* INTO person FROM users u JOIN wallets w ON w.user_id = u.id WHERE w.id = wallet FOR SHARE OF u;
  IF person.email_verified IS NULL THEN RETURN NULL; END IF;
  INSERT INTO welcome_gifts (mailbox_hash, wallet_id)
    VALUES (sha256(convert_to(mailbox_of(person.email), 'UTF8')), wallet)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN grant_promotion(wallet, amount, 'welcome', expiry);
END $$;
