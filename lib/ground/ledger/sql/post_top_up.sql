-- Card money arrives: card clearing → the wallet's paid lot.
-- Takes top-up, wallet and amount. Gives true if it was posted now.
-- Locks the paid lot. Raises ZF004 for an unknown wallet, ZF003 for a repeat with another amount.
CREATE FUNCTION post_top_up(top_up bigint, wallet bigint, amount bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
BEGIN
  SELECT l.account_id, w.currency INTO lot, lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id
    AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF lot IS NULL THEN RAISE EXCEPTION 'wallet % is unknown', wallet USING ERRCODE = 'ZF004'; END IF;
  IF NOT post_once(top_up, 'top_up', 0, platform_account('card_clearing', lot_currency), lot, amount) THEN
    RETURN false;
  END IF;
  UPDATE lots SET balance_micros = balance_micros + amount WHERE account_id = lot;
  RETURN true;
END $$;
