-- Posts one transfer, unless this business row has it already: the key (ref, kind, leg) makes a second
-- posting impossible.
-- Takes the row's id, the kind, the leg, both accounts and the amount. Gives true if it was posted now.
-- Raises ZF003 if it was posted before with other accounts or another amount.
CREATE FUNCTION post_once(
  for_ref bigint, for_kind transfer_kind, for_leg int, debit bigint, credit bigint, amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE posted transfers;
BEGIN
  INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
  VALUES (for_ref, for_kind, for_leg, debit, credit, amount, clock_timestamp()) ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN true; END IF;
  SELECT * INTO posted FROM transfers WHERE ref = for_ref AND kind = for_kind AND leg = for_leg;
  IF (posted.debit_account_id, posted.credit_account_id, posted.amount_micros) IS DISTINCT
    FROM (debit, credit, amount) THEN
    RAISE EXCEPTION '% % was posted before with other accounts or another amount', for_kind, for_ref
      USING ERRCODE = 'ZF003';
  END IF;
  RETURN false;
END $$;
