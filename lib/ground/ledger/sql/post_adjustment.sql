-- Puts a balance right: from the adjustments account or to it. A lot and a stored balance move with it; a
-- CHECK keeps both from falling below zero.
-- Takes adjustment, account and the signed amount. Gives true if it was posted now.
-- Locks the paid lot of the account's wallet. Raises ZF004 for an unknown account, ZF003 for another amount,
-- ZF024 if no adjustment says so.
CREATE FUNCTION post_adjustment(adjustment bigint, account bigint, amount bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  adjusted accounts;
  other bigint;
  posted boolean;
BEGIN
  PERFORM FROM lots paid WHERE paid.kind = 'paid'
    AND paid.wallet_id = (SELECT wallet_id FROM lots WHERE account_id = account)
  FOR NO KEY UPDATE;
  SELECT * INTO adjusted FROM accounts WHERE id = account;
  IF adjusted.id IS NULL THEN RAISE EXCEPTION 'account % is unknown', account USING ERRCODE = 'ZF004'; END IF;
  other := platform_account('adjustments', adjusted.currency);
  posted := CASE WHEN amount > 0 THEN post_once(adjustment, 'adjustment', 0, other, account, amount)
    ELSE post_once(adjustment, 'adjustment', 0, account, other, -amount) END;
  IF posted THEN
    UPDATE lots SET balance_micros = balance_micros + amount WHERE account_id = account;
    UPDATE accounts SET balance_micros = balance_micros + amount WHERE id = account
      AND balance_micros IS NOT NULL;
  END IF;
  RETURN posted;
END $$;
