-- A refund leaves: the paid lot → card clearing, and what the lot no longer holds from adjustments, as the
-- platform's loss.
-- Takes refund, kind, wallet, amount and the lot's part of it. Gives true if anything was posted now.
-- Locks the paid lot. Raises ZF003.
CREATE FUNCTION post_refund(refund bigint, as_kind transfer_kind, wallet bigint, amount bigint,
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
  IF from_lot > 0 AND post_once(refund, as_kind, 0, lot, platform_account('card_clearing', lot_currency),
    from_lot) THEN
    UPDATE lots SET balance_micros = balance_micros - from_lot WHERE account_id = lot;
    posted := true;
  END IF;
  IF amount > from_lot AND post_once(refund, as_kind, 1, platform_account('adjustments', lot_currency),
      platform_account('card_clearing', lot_currency), amount - from_lot) THEN
    posted := true;
  END IF;
  RETURN posted;
END $$;
