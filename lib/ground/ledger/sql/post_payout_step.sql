-- One step of a payout: sent, paid, reversed or failed.
-- Takes payout, step, leg, creator, currency and amount. Gives false if it was posted before.
-- Locks available and in transit, in this order everywhere. Raises ZF005 for another kind, ZF003 for a repeat
-- with another amount or creator.
CREATE FUNCTION post_payout_step(
  payout bigint, step transfer_kind, step_leg int, creator bigint, in_currency char(3), amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  available bigint := creator_account(creator, 'creator_available', in_currency);
  in_transit bigint := creator_account(creator, 'creator_in_transit', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
  debit bigint;
  credit bigint;
BEGIN
  CASE step
    WHEN 'payout_sent' THEN debit := available; credit := in_transit;
    WHEN 'payout_paid' THEN debit := in_transit; credit := clearing;
    WHEN 'payout_reversed' THEN debit := clearing; credit := in_transit;
    WHEN 'payout_failed' THEN debit := in_transit; credit := available;
    ELSE RAISE EXCEPTION '% is no step of a payout', step USING ERRCODE = 'ZF005';
  END CASE;
  PERFORM FROM accounts WHERE id IN (available, in_transit) ORDER BY type FOR NO KEY UPDATE;
  IF NOT post_once(payout, step, step_leg, debit, credit, amount) THEN RETURN false; END IF;
  UPDATE accounts SET balance_micros = balance_micros + CASE WHEN id = credit THEN amount ELSE -amount END
  WHERE id IN (debit, credit) AND id <> clearing;
  RETURN true;
END $$;
