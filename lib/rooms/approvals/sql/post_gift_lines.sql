-- Gives what at most `batch_size` open lines say, in one transaction. Gives how many were dealt with; 0: none
-- is left.
-- Locks the batch, then the wallets in the order in which spending locks them.
CREATE FUNCTION post_gift_lines(batch bigint, batch_size int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
  l record;
  gift bigint;
  dealt int := 0;
BEGIN
  SELECT * INTO asked FROM gift_batches WHERE id = batch AND status = 'posting' FOR UPDATE;
  IF asked.id IS NULL THEN RETURN 0; END IF;
  UPDATE gift_batch_lines SET problem = 'expired_since'
  WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL AND gift_expires_at <= clock_timestamp();
  PERFORM open_wallet(o.user_id, asked.currency, NULL) FROM (
    SELECT user_id FROM gift_batch_lines WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL
      ORDER BY user_id LIMIT batch_size
  ) o;
  FOR l IN
    SELECT o.line, o.amount_micros, o.gift_expires_at, w.id AS wallet FROM (
      SELECT * FROM gift_batch_lines WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL
        ORDER BY user_id LIMIT batch_size
    ) o JOIN wallets w ON w.user_id = o.user_id AND w.currency = asked.currency ORDER BY w.id
  LOOP
    gift := grant_promotion(l.wallet, l.amount_micros, 'batch:' || batch || ':' || l.line, l.gift_expires_at);
    IF gift IS NULL THEN
      SELECT id INTO STRICT gift FROM grants WHERE wallet_id = l.wallet
        AND grant_key = 'batch:' || batch || ':' || l.line;
    END IF;
    UPDATE gift_batch_lines SET grant_id = gift WHERE batch_id = batch AND line = l.line;
    dealt := dealt + 1;
  END LOOP;
  RETURN dealt;
END $$;
