-- Whether a second admin must agree to a batch that its reader confirms now. Locks and raises as
-- needs_second_admin().
CREATE FUNCTION gift_batch_needs_approval(batch bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  RETURN needs_second_admin(asked.requester_id, asked.currency, asked.good_micros);
END $$;
