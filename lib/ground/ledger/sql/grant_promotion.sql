-- A gift: promotions → a new promotional lot.
-- Takes wallet, amount, the key of the grant and when it expires. Gives the grant; null if the wallet has one
-- of this key already.
-- Locks the paid lot. Raises ZF004 for an unknown wallet.
CREATE FUNCTION grant_promotion(wallet bigint, amount bigint, key text, expires timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  gift bigint;
  lot_currency char(3);
BEGIN
  SELECT w.currency INTO lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF lot_currency IS NULL THEN RAISE EXCEPTION 'wallet % is unknown', wallet USING ERRCODE = 'ZF004'; END IF;
  IF EXISTS (SELECT FROM grants WHERE wallet_id = wallet AND grant_key = key) THEN RETURN NULL; END IF;
  INSERT INTO accounts (type, currency) VALUES ('promotional_lot', lot_currency) RETURNING id INTO lot;
  INSERT INTO lots (account_id, wallet_id, kind, balance_micros, expires_at)
    VALUES (lot, wallet, 'promotional', amount, expires);
  INSERT INTO grants (wallet_id, lot_account_id, amount_micros, grant_key, expires_at)
  VALUES (wallet, lot, amount, key, expires) RETURNING id INTO gift;
  PERFORM post_once(gift, 'grant', 0, platform_account('promotions', lot_currency), lot, amount);
  RETURN gift;
END $$;
