-- A refund that did not reach the card: everything goes back to where it was taken from.
-- Takes refund, wallet, amount and the lot's part of it. Gives true if anything was posted now.
-- Locks the paid lot. Raises ZF003.
CREATE FUNCTION post_refund_returned(refund bigint, wallet bigint, amount bigint,
  from_lot bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
  posted boolean := false;
BEGIN
  SELECT l.account_id, w.currency INTO STRICT lot, lot_currency FROM wallets w
    JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF from_lot > 0 AND post_once(refund, 'refund_returned', 0, platform_account('card_clearing', lot_currency),
    lot, from_lot) THEN
    UPDATE lots SET balance_micros = balance_micros + from_lot WHERE account_id = lot;
    posted := true;
  END IF;
  IF amount > from_lot AND post_once(refund, 'refund_returned', 1,
    platform_account('card_clearing', lot_currency),
      platform_account('adjustments', lot_currency), amount - from_lot) THEN
    posted := true;
  END IF;
  RETURN posted;
END $$;
