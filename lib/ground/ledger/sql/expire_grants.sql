-- Takes back what is left of gifts whose date has passed: the lot → promotions.
-- Takes how many at most. Gives how many were dealt with.
-- Locks each grant and its wallet's paid lot; a wallet that is busy is left for the next run. A gift that
-- cannot be taken back (class 23, ZF002, ZF003) is named in the server's log and left out, so that it keeps
-- no other from ending.
CREATE FUNCTION expire_grants(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  g record;
  left_over bigint;
  dealt int := 0;
BEGIN
  FOR g IN
    SELECT gr.id, gr.lot_account_id, w.currency FROM grants gr
    JOIN wallets w ON w.id = gr.wallet_id JOIN lots paid ON paid.wallet_id = w.id AND paid.kind = 'paid'
    WHERE gr.expires_at <= now() AND gr.expired_at IS NULL
    -- Another order at each run, so that no number of bad ones stands at the head for ever.
    ORDER BY md5(gr.id::text || now()::text) LIMIT batch FOR NO KEY UPDATE OF gr, paid SKIP LOCKED
  LOOP
    BEGIN
      SELECT balance_micros INTO left_over FROM lots WHERE account_id = g.lot_account_id;
      IF left_over > 0 THEN
        PERFORM post_once(g.id, 'grant_expiry', 0, g.lot_account_id,
          platform_account('promotions', g.currency), left_over);
        UPDATE lots SET balance_micros = 0 WHERE account_id = g.lot_account_id;
      END IF;
      UPDATE grants SET expired_at = clock_timestamp() WHERE id = g.id;
      dealt := dealt + 1;
    EXCEPTION WHEN integrity_constraint_violation OR SQLSTATE 'ZF002' OR SQLSTATE 'ZF003' THEN
      RAISE WARNING 'gift % could not be taken back: %', g.id, SQLERRM;
    END;
  END LOOP;
  RETURN dealt;
END $$;
