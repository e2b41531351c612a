-- The item of an unlock exists, and its wallet belongs to its reader: once per statement, in place of foreign
-- keys.
-- A trigger, after the insert. Raises ZF002.
CREATE FUNCTION check_unlocks() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_nestloop = off AS $$
DECLARE
  item_ids bigint[] := ARRAY(SELECT DISTINCT item_id FROM added);
  wallet_ids bigint[] := ARRAY(SELECT wallet_id FROM added);
BEGIN
  IF (SELECT count(*) FROM items WHERE id = ANY (item_ids)) <> cardinality(item_ids)
    OR (SELECT count(*) FROM added u JOIN wallets w ON w.id = u.wallet_id AND w.user_id = u.reader_id
    WHERE w.id = ANY (wallet_ids))
      <> cardinality(wallet_ids)
  THEN
    RAISE EXCEPTION 'an unlock names an unknown item, or a wallet that is not its reader''s'
      USING ERRCODE = 'ZF002';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER unlocks_checked AFTER INSERT ON unlocks
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_unlocks();
