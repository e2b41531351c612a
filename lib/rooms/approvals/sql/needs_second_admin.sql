-- Whether a second admin must agree if this one does this much more now.
-- Takes admin, currency and amount. Locks the admin's row until the transaction ends: of two acts at once the
-- second sees the first. An older snapshot would not: raises ZF006 unless the transaction is read committed.
CREATE FUNCTION needs_second_admin(admin bigint, in_currency char(3), micros bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'what one admin may do alone is judged in read committed transactions only'
      USING ERRCODE = 'ZF006';
  END IF;
  PERFORM FROM users WHERE id = admin FOR NO KEY UPDATE;
  RETURN micros + done_alone(admin, in_currency) > approval_limit(in_currency);
END $$;
