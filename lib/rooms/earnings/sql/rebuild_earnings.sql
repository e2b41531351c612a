-- Makes all sums again from what was sold, up to these ids; nothing of what is rolled up is ever forgotten.
-- Locks earnings_progress, then the tables of sums, in the order of the steps of the job, or each would wait
-- for the other. Analyses the new rows before they are added up, or they are sorted for it.
CREATE FUNCTION rebuild_earnings(until_unlock bigint, until_refund bigint) RETURNS void LANGUAGE plpgsql
SET work_mem = '256MB' SET maintenance_work_mem = '256MB' SET jit = off AS $$
DECLARE
  since bigint;
  since_refund bigint;
BEGIN
  SELECT unlock_id, refund_id INTO since, since_refund FROM earnings_progress FOR UPDATE;
  LOCK TABLE earnings_unlocks, earnings_rollups, earnings_readers IN ACCESS EXCLUSIVE MODE;
  -- Nothing of what is rolled up is ever forgotten.
  until_unlock := greatest(until_unlock, since);
  until_refund := greatest(until_refund, since_refund);
  TRUNCATE earnings_rollups, earnings_readers;
  PERFORM note_zones(ARRAY(SELECT id FROM creators));
  -- Many rows: their indexes are made afterwards, in one go.
  ALTER TABLE earnings_unlocks DROP CONSTRAINT earnings_unlocks_pkey;
  DROP INDEX earnings_unlocks_period_idx, earnings_unlocks_refunded_idx;
  INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at,
    refunded_at, source, country)
  SELECT u.id, i.creator_id, w.currency, u.item_id, u.reader_id, u.price_micros, u.created_at, n.at,
    coalesce(v.source, 'unknown'), coalesce(v.country, 'unknown')
  FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
  LEFT JOIN unlock_refunds n ON n.unlock_id = u.id AND n.id <= until_refund
  LEFT JOIN (
    SELECT DISTINCT ON (s.id) s.id, v.source, v.country FROM unlocks s
    JOIN item_views v ON v.reader_id = s.reader_id AND v.item_id = s.item_id AND v.at <= s.created_at
      AND v.day <= (s.created_at AT TIME ZONE 'UTC')::date
    WHERE s.id > since AND s.id <= until_unlock ORDER BY s.id, v.day DESC
  ) v ON v.id = u.id
  WHERE u.id > since AND u.id <= until_unlock;
  ALTER TABLE earnings_unlocks ADD CONSTRAINT earnings_unlocks_pkey PRIMARY KEY (unlock_id);
  CREATE INDEX earnings_unlocks_period_idx ON earnings_unlocks (creator_id, currency, at, reader_id,
    refunded_at);
  CREATE INDEX earnings_unlocks_refunded_idx ON earnings_unlocks (creator_id, currency, refunded_at)
    WHERE (refunded_at IS NOT NULL);
  UPDATE earnings_unlocks e SET refunded_at = n.at FROM unlock_refunds n
  WHERE n.id > since_refund AND n.id <= until_refund AND e.unlock_id = n.unlock_id AND e.refunded_at IS NULL;
  ANALYZE earnings_unlocks;
  ALTER TABLE earnings_rollups DROP CONSTRAINT earnings_rollups_pkey;
  ALTER TABLE earnings_readers DROP CONSTRAINT earnings_readers_pkey;
  PERFORM sum_unlocks(NULL);
  ALTER TABLE earnings_rollups ADD CONSTRAINT earnings_rollups_pkey PRIMARY KEY (creator_id, currency,
    dimension, tier, starts_on, key);
  ALTER TABLE earnings_readers ADD CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency,
    reader_id);
  UPDATE earnings_progress SET unlock_id = until_unlock, refund_id = until_refund;
END $$;
