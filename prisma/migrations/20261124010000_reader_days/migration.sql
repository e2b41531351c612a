-- Of each reader of a creator the days of what they unlocked and kept, instead of bits for months: how many lie in a period is
-- two searches of one row, wherever the period begins and ends. With bits, the days at its ends were counted from the unlocks.

-- Lets no step of the job in between.
SELECT unlock_id FROM earnings_progress FOR UPDATE;
DROP TABLE earnings_readers;
DROP FUNCTION month_number(date);
DROP FUNCTION sum_readers(bigint);

CREATE TABLE earnings_readers (
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  reader_id bigint NOT NULL,
  days date[],
  CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency, reader_id),
  CONSTRAINT earnings_readers_days_check CHECK (cardinality(days) > 0)
);

-- The days of readers of a creator, from their unlocks: one that was taken back is not among them.
CREATE OR REPLACE FUNCTION mark_readers(creator bigint, readers bigint[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM earnings_readers WHERE creator_id = creator AND reader_id = ANY (readers);
  INSERT INTO earnings_readers (creator_id, currency, reader_id, days)
  SELECT creator, currency, reader_id, array_agg(day ORDER BY day)
  FROM (
    SELECT e.currency, e.reader_id, (e.at AT TIME ZONE z.zone)::date AS day
    FROM earnings_unlocks e JOIN earnings_zones z ON z.creator_id = creator
    WHERE e.creator_id = creator AND e.unlock_id IN (
      -- Two partial indexes, one for each.
      SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NULL
      UNION ALL SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NOT NULL)
      AND e.refunded_at IS NULL
  ) kept GROUP BY 2, 3
$$;

CREATE OR REPLACE FUNCTION roll_up_unlocks(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT unlock_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlocks WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);
  PERFORM note_zones(ARRAY(SELECT DISTINCT i.creator_id FROM unlocks u JOIN items i ON i.id = u.item_id
    WHERE u.id > since AND u.id <= upto AND NOT EXISTS (SELECT FROM earnings_zones z WHERE z.creator_id = i.creator_id)));

  WITH fresh AS (
    INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at, source, country)
    SELECT u.id, i.creator_id, w.currency, u.item_id, u.reader_id, u.price_micros, u.created_at,
      coalesce(v.source, 'unknown'), coalesce(v.country, 'unknown')
    FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
    LEFT JOIN LATERAL view_before_unlock(u.reader_id, u.item_id, u.created_at) v ON true
    WHERE u.id > since AND u.id <= upto
    RETURNING *
  ), local AS MATERIALIZED (
    SELECT f.*, (f.at AT TIME ZONE z.zone)::date AS day FROM fresh f JOIN earnings_zones z USING (creator_id)
  ), days AS MATERIALIZED (
    SELECT l.creator_id, l.currency, d.dimension, l.day, d.key, count(*) AS unlocks, sum(l.amount_micros) AS unlock_micros
    FROM local l CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', l.item_id::text), ('source', l.source), ('country', l.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5
  ), summed AS (
    INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_on, key, unlocks, unlock_micros)
    SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, unlocks, unlock_micros FROM days
    UNION ALL
    SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key, sum(unlocks), sum(unlock_micros)
    FROM days GROUP BY 1, 2, 3, 5, 6
    ON CONFLICT (creator_id, currency, dimension, tier, starts_on, key)
    DO UPDATE SET unlocks = r.unlocks + excluded.unlocks, unlock_micros = r.unlock_micros + excluded.unlock_micros
  ), readers AS (
    INSERT INTO earnings_readers AS r (creator_id, currency, reader_id, days)
    SELECT creator_id, currency, reader_id, array_agg(day ORDER BY day) FROM local GROUP BY 1, 2, 3
    ON CONFLICT (creator_id, currency, reader_id)
    -- Ids come nearly in the order of time: seldom is anything to be sorted.
    DO UPDATE SET days = CASE WHEN excluded.days[1] >= r.days[cardinality(r.days)] THEN r.days || excluded.days
      ELSE ARRAY(SELECT day FROM unnest(r.days || excluded.days) AS day ORDER BY day) END
  )
  UPDATE earnings_progress SET unlock_id = upto;
  RETURN upto < until_id;
END $$;

-- Made in order: that needs no memory for each group, and leaves a creator's readers side by side in the table, where a page
-- reads them together.
CREATE FUNCTION sum_readers(creator bigint) RETURNS void LANGUAGE plpgsql
SET work_mem = '512MB' SET jit = off SET enable_hashagg = off AS $$
BEGIN
  INSERT INTO earnings_readers (creator_id, currency, reader_id, days)
  SELECT creator_id, currency, reader_id, array_agg(day ORDER BY day)
  FROM (
    SELECT e.creator_id, e.currency, e.reader_id, (e.at AT TIME ZONE z.zone)::date AS day
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id)
    WHERE e.refunded_at IS NULL AND (creator IS NULL OR e.creator_id = creator)
  ) kept GROUP BY creator_id, currency, reader_id;
END $$;

CREATE OR REPLACE FUNCTION rebuild_earnings(until_unlock bigint, until_refund bigint) RETURNS void LANGUAGE plpgsql
SET work_mem = '256MB' SET maintenance_work_mem = '256MB' SET jit = off AS $$
DECLARE
  since bigint;
  since_refund bigint;
BEGIN
  LOCK TABLE earnings_unlocks, earnings_rollups, earnings_readers IN ACCESS EXCLUSIVE MODE;
  SELECT unlock_id, refund_id INTO since, since_refund FROM earnings_progress FOR UPDATE;
  -- Nothing of what is rolled up is ever forgotten.
  until_unlock := greatest(until_unlock, since);
  until_refund := greatest(until_refund, since_refund);
  TRUNCATE earnings_rollups, earnings_readers;
  PERFORM note_zones(ARRAY(SELECT id FROM creators));
  -- Many rows: their indexes are made afterwards, in one go.
  ALTER TABLE earnings_unlocks DROP CONSTRAINT earnings_unlocks_pkey;
  DROP INDEX earnings_unlocks_period_idx, earnings_unlocks_refunded_idx;
  INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at, refunded_at, source, country)
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
  CREATE INDEX earnings_unlocks_period_idx ON earnings_unlocks (creator_id, currency, at, reader_id, refunded_at);
  CREATE INDEX earnings_unlocks_refunded_idx ON earnings_unlocks (creator_id, currency, refunded_at) WHERE (refunded_at IS NOT NULL);
  UPDATE earnings_unlocks e SET refunded_at = n.at FROM unlock_refunds n
  WHERE n.id > since_refund AND n.id <= until_refund AND e.unlock_id = n.unlock_id AND e.refunded_at IS NULL;
  ALTER TABLE earnings_rollups DROP CONSTRAINT earnings_rollups_pkey;
  ALTER TABLE earnings_readers DROP CONSTRAINT earnings_readers_pkey;
  PERFORM sum_unlocks(NULL);
  ALTER TABLE earnings_rollups ADD CONSTRAINT earnings_rollups_pkey PRIMARY KEY (creator_id, currency, dimension, tier, starts_on, key);
  ALTER TABLE earnings_readers ADD CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency, reader_id);
  UPDATE earnings_progress SET unlock_id = until_unlock, refund_id = until_refund;
END $$;

-- From what is written down of each unlock.
SELECT sum_readers(NULL);
