-- The bank takes money (below zero) or gives it back: disputes held → card clearing, or the other way.
-- Takes dispute, leg, currency and amount. Gives true if it was posted now. Raises ZF003.
CREATE FUNCTION post_dispute_movement(dispute bigint, for_leg int, in_currency char(3),
  amount bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  held bigint := platform_account('disputes_held', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
BEGIN
  IF amount = 0 THEN RETURN false; END IF;
  RETURN CASE WHEN amount < 0 THEN post_once(dispute, 'dispute_opened', for_leg, held, clearing, -amount)
    ELSE post_once(dispute, 'dispute_won', for_leg, clearing, held, amount) END;
END $$;
