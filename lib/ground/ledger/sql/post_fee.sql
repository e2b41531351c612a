-- What the processor takes, or gives back (below zero): processing fees → card clearing.
-- Takes the row's id, kind, leg, currency and amount. Gives true if it was posted now. Raises ZF003.
CREATE FUNCTION post_fee(for_ref bigint, as_kind transfer_kind, for_leg int, in_currency char(3),
  amount bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  fees bigint := platform_account('processing_fees', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
BEGIN
  IF amount = 0 THEN RETURN false; END IF;
  RETURN CASE WHEN amount > 0 THEN post_once(for_ref, as_kind, for_leg, fees, clearing, amount)
    ELSE post_once(for_ref, as_kind, for_leg, clearing, fees, -amount) END;
END $$;
