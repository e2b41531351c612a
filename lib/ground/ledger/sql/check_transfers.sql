-- Both accounts of a transfer exist and share a currency: once per statement, with one index scan for all
-- accounts of a batch.
-- A trigger, after the insert. Raises ZF002.
CREATE FUNCTION check_transfers() RETURNS trigger
  LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  ids bigint[] := ARRAY(SELECT debit_account_id FROM added UNION SELECT credit_account_id FROM added);
  found bigint;
  currencies bigint;
BEGIN
  SELECT count(*), count(DISTINCT currency) INTO found, currencies FROM accounts WHERE id = ANY (ids);
  IF found <> cardinality(ids) OR (currencies > 1 AND EXISTS (
    SELECT FROM added t JOIN accounts d ON d.id = t.debit_account_id
      JOIN accounts c ON c.id = t.credit_account_id
    WHERE d.currency <> c.currency
  )) THEN
    RAISE EXCEPTION 'a transfer names an unknown account or two currencies' USING ERRCODE = 'ZF002';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER transfers_checked AFTER INSERT ON transfers
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_transfers();
