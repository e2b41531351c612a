-- Sums of the creator's own days and months instead of quarter-hours of UTC: a period of the dashboard is whole days there, so
-- it is a few rows, and nearly as many rows as unlocks are no longer written. Hours come from the unlocks themselves.

-- In which zone a creator's days were added up. Follows creators.time_zone at the job's next run.
CREATE TABLE earnings_zones (
  creator_id bigint NOT NULL,
  zone text NOT NULL,
  CONSTRAINT earnings_zones_pkey PRIMARY KEY (creator_id)
);

-- A zone that this server does not know would stop the job.
CREATE FUNCTION known_zone(zone text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM now() AT TIME ZONE zone;
  RETURN zone;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;
INSERT INTO earnings_zones SELECT id, known_zone(time_zone) FROM creators;

DROP FUNCTION roll_up_unlocks(bigint, int);
DROP FUNCTION roll_up_refunds(bigint, int);
DROP FUNCTION roll_up_views(bigint, int);
DROP FUNCTION tiers_of(timestamptz);
ALTER TABLE view_rollups RENAME TO old_view_rollups;
ALTER TABLE old_view_rollups DROP CONSTRAINT view_rollups_pkey;
DROP TABLE earnings_rollups, earnings_readers;
ALTER TYPE earnings_tier RENAME TO old_earnings_tier;
CREATE TYPE earnings_tier AS ENUM ('day', 'month');

CREATE TABLE earnings_rollups (
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  dimension earnings_dimension NOT NULL,
  tier earnings_tier NOT NULL,
  starts_on date NOT NULL,
  key text NOT NULL,
  unlocks bigint NOT NULL DEFAULT 0,
  unlock_micros bigint NOT NULL DEFAULT 0,
  refunds bigint NOT NULL DEFAULT 0,
  refund_micros bigint NOT NULL DEFAULT 0,
  CONSTRAINT earnings_rollups_pkey PRIMARY KEY (creator_id, currency, dimension, tier, starts_on, key)
);

CREATE TABLE view_rollups (
  creator_id bigint NOT NULL,
  dimension earnings_dimension NOT NULL,
  tier earnings_tier NOT NULL,
  starts_on date NOT NULL,
  key text NOT NULL,
  views bigint NOT NULL DEFAULT 0,
  CONSTRAINT view_rollups_pkey PRIMARY KEY (creator_id, dimension, tier, starts_on, key)
);

-- The months of five years in which a reader unlocked something of a creator and kept it: a bit each in `once`, and one in
-- `twice` where it was more than one. One row per reader, however long the period.
CREATE TABLE earnings_readers (
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  era smallint NOT NULL,
  reader_id bigint NOT NULL,
  once bigint NOT NULL,
  twice bigint NOT NULL,
  CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency, era, reader_id)
);

-- Views cannot be counted anew: the old ones are swept. A quarter-hour of UTC lies in one day of every zone.
INSERT INTO view_rollups
SELECT o.creator_id, o.dimension, t.tier, t.starts_on, o.key, sum(o.views)
FROM old_view_rollups o JOIN earnings_zones z USING (creator_id)
CROSS JOIN LATERAL (SELECT (o.starts_at AT TIME ZONE z.zone)::date AS day) d
CROSS JOIN LATERAL (VALUES ('day'::earnings_tier, d.day), ('month', date_trunc('month', d.day)::date)) AS t (tier, starts_on)
WHERE o.tier = 'quarter' GROUP BY 1, 2, 3, 4, 5;
DROP TABLE old_view_rollups;
DROP TYPE old_earnings_tier;

-- ------------------------------------------------------------ helpers

CREATE FUNCTION month_number(day date) RETURNS int LANGUAGE sql IMMUTABLE
RETURN ((extract(year FROM day) - 2000) * 12 + extract(month FROM day) - 1)::int;

-- Writes down which zone a creator's days are of, before the first of them is added up.
CREATE FUNCTION note_zones(creators_seen bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO earnings_zones SELECT c.id, known_zone(c.time_zone) FROM creators c WHERE c.id = ANY (creators_seen)
  ON CONFLICT DO NOTHING
$$;

-- The months of readers of a creator, from their unlocks: what a refund leaves is not in the bits.
CREATE FUNCTION mark_readers(creator bigint, readers bigint[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM earnings_readers WHERE creator_id = creator AND reader_id = ANY (readers);
  INSERT INTO earnings_readers
  SELECT creator, currency, month / 60, reader_id, bit_or(1::bigint << month % 60), bit_or(CASE WHEN n > 1 THEN 1::bigint << month % 60 ELSE 0 END)
  FROM (
    SELECT e.currency, e.reader_id, month_number((e.at AT TIME ZONE z.zone)::date) AS month, count(*) AS n
    FROM earnings_unlocks e JOIN earnings_zones z ON z.creator_id = creator
    WHERE e.creator_id = creator AND e.unlock_id IN (
      -- Two partial indexes, one for each.
      SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NULL
      UNION ALL SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NOT NULL)
      AND e.refunded_at IS NULL
    GROUP BY 1, 2, 3
  ) months GROUP BY 1, 2, 3, 4
$$;

-- ------------------------------------------------------------ the steps of the job

-- Each step takes the progress row first: steps go one after the other, and each is one transaction of which all or
-- nothing happens. The ids up to `until_id` must be final (lib/earnings/roll-up.ts proves it). True: there is more.
CREATE FUNCTION roll_up_unlocks(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql SET work_mem = '64MB' AS $$
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
    INSERT INTO earnings_readers AS r (creator_id, currency, era, reader_id, once, twice)
    SELECT creator_id, currency, month / 60, reader_id, bit_or(1::bigint << month % 60), bit_or(CASE WHEN n > 1 THEN 1::bigint << month % 60 ELSE 0 END)
    FROM (SELECT creator_id, currency, reader_id, month_number(day) AS month, count(*) AS n FROM local GROUP BY 1, 2, 3, 4) months
    GROUP BY 1, 2, 3, 4
    ON CONFLICT (creator_id, currency, era, reader_id)
    DO UPDATE SET once = r.once | excluded.once, twice = r.twice | excluded.twice | (r.once & excluded.once)
  )
  UPDATE earnings_progress SET unlock_id = upto;
  RETURN upto < until_id;
END $$;

-- Refunds count when they happen; a reader who took an unlock back has one fewer when it was made. The unlocks that they
-- take back must have been rolled up before.
CREATE FUNCTION roll_up_refunds(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
  hit record;
BEGIN
  SELECT refund_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlock_refunds WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);
  IF EXISTS (SELECT FROM unlock_refunds n WHERE n.id > since AND n.id <= upto
    AND NOT EXISTS (SELECT FROM earnings_unlocks e WHERE e.unlock_id = n.unlock_id AND e.refunded_at IS NULL)) THEN
    RAISE EXCEPTION 'a refund above % is of an unlock that is not rolled up', since USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  WITH fresh AS (
    UPDATE earnings_unlocks e SET refunded_at = n.at FROM unlock_refunds n
    WHERE n.id > since AND n.id <= upto AND e.unlock_id = n.unlock_id RETURNING e.*
  ), days AS MATERIALIZED (
    SELECT f.creator_id, f.currency, d.dimension, (f.refunded_at AT TIME ZONE z.zone)::date AS day, d.key,
      count(*) AS refunds, sum(f.amount_micros) AS refund_micros
    FROM fresh f JOIN earnings_zones z USING (creator_id) CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', f.item_id::text), ('source', f.source), ('country', f.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5
  )
  INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_on, key, refunds, refund_micros)
  SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, refunds, refund_micros FROM days
  UNION ALL
  SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key, sum(refunds), sum(refund_micros)
  FROM days GROUP BY 1, 2, 3, 5, 6
  ON CONFLICT (creator_id, currency, dimension, tier, starts_on, key)
  DO UPDATE SET refunds = r.refunds + excluded.refunds, refund_micros = r.refund_micros + excluded.refund_micros;

  FOR hit IN
    SELECT e.creator_id, array_agg(DISTINCT e.reader_id) AS readers FROM unlock_refunds n JOIN earnings_unlocks e USING (unlock_id)
    WHERE n.id > since AND n.id <= upto GROUP BY 1
  LOOP
    PERFORM mark_readers(hit.creator_id, hit.readers);
  END LOOP;
  UPDATE earnings_progress SET refund_id = upto;
  RETURN upto < until_id;
END $$;

CREATE FUNCTION roll_up_views(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT view_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM item_views WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);
  PERFORM note_zones(ARRAY(SELECT DISTINCT i.creator_id FROM item_views v JOIN items i ON i.id = v.item_id
    WHERE v.id > since AND v.id <= upto AND NOT EXISTS (SELECT FROM earnings_zones z WHERE z.creator_id = i.creator_id)));

  WITH days AS MATERIALIZED (
    SELECT i.creator_id, d.dimension, (v.at AT TIME ZONE z.zone)::date AS day, d.key, count(*) AS views
    FROM item_views v JOIN items i ON i.id = v.item_id JOIN earnings_zones z ON z.creator_id = i.creator_id
    CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', v.item_id::text), ('source', v.source), ('country', v.country)) AS d (dimension, key)
    WHERE v.id > since AND v.id <= upto
    GROUP BY 1, 2, 3, 4
  )
  INSERT INTO view_rollups AS r (creator_id, dimension, tier, starts_on, key, views)
  SELECT creator_id, dimension, 'day'::earnings_tier, day, key, views FROM days
  UNION ALL
  SELECT creator_id, dimension, 'month', date_trunc('month', day)::date, key, sum(views) FROM days GROUP BY 1, 2, 4, 5
  ON CONFLICT (creator_id, dimension, tier, starts_on, key) DO UPDATE SET views = r.views + excluded.views;
  UPDATE earnings_progress SET view_id = upto;
  RETURN upto < until_id;
END $$;

-- ------------------------------------------------------------ all at once

-- Adds up the unlocks that are already written down, of one creator (null: of all); their sums must be gone.
CREATE FUNCTION sum_unlocks(creator bigint) RETURNS void LANGUAGE plpgsql SET work_mem = '256MB' SET jit = off AS $$
BEGIN
  INSERT INTO earnings_rollups (creator_id, currency, dimension, tier, starts_on, key, unlocks, unlock_micros, refunds, refund_micros)
  WITH moves AS (
    SELECT e.creator_id, e.currency, (e.at AT TIME ZONE z.zone)::date AS day, e.item_id, e.source, e.country,
      e.amount_micros AS micros, false AS refund
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id) WHERE creator IS NULL OR e.creator_id = creator
    UNION ALL
    SELECT e.creator_id, e.currency, (e.refunded_at AT TIME ZONE z.zone)::date, e.item_id, e.source, e.country, e.amount_micros, true
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id)
    WHERE e.refunded_at IS NOT NULL AND (creator IS NULL OR e.creator_id = creator)
  ), days AS MATERIALIZED (
    SELECT creator_id, currency,
      (CASE WHEN grouping(item_id) = 0 THEN 'item' WHEN grouping(source) = 0 THEN 'source'
        WHEN grouping(country) = 0 THEN 'country' ELSE 'all' END)::earnings_dimension AS dimension,
      day, coalesce(item_id::text, source, country, '') AS key,
      count(*) FILTER (WHERE NOT refund) AS unlocks, coalesce(sum(micros) FILTER (WHERE NOT refund), 0)::bigint AS unlock_micros,
      count(*) FILTER (WHERE refund) AS refunds, coalesce(sum(micros) FILTER (WHERE refund), 0)::bigint AS refund_micros
    FROM moves GROUP BY creator_id, currency, day, GROUPING SETS ((), (item_id), (source), (country))
  )
  SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, unlocks, unlock_micros, refunds, refund_micros FROM days
  UNION ALL
  SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key,
    sum(unlocks), sum(unlock_micros), sum(refunds), sum(refund_micros)
  FROM days GROUP BY 1, 2, 3, 5, 6;

  INSERT INTO earnings_readers (creator_id, currency, era, reader_id, once, twice)
  SELECT creator_id, currency, month / 60, reader_id, bit_or(1::bigint << month % 60), bit_or(CASE WHEN n > 1 THEN 1::bigint << month % 60 ELSE 0 END)
  FROM (
    SELECT e.creator_id, e.currency, e.reader_id, month_number((e.at AT TIME ZONE z.zone)::date) AS month, count(*) AS n
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id)
    WHERE e.refunded_at IS NULL AND (creator IS NULL OR e.creator_id = creator)
    GROUP BY 1, 2, 3, 4
  ) months GROUP BY 1, 2, 3, 4;
END $$;

-- Makes all sums of unlocks and refunds anew, up to the same final ids as a step. What is written down of an unlock stays: the
-- view that led to it may have been swept. One transaction, during which the job and the pages wait.
CREATE FUNCTION rebuild_earnings(until_unlock bigint, until_refund bigint) RETURNS void LANGUAGE plpgsql
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
  ALTER TABLE earnings_readers ADD CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency, era, reader_id);
  UPDATE earnings_progress SET unlock_id = until_unlock, refund_id = until_refund;
END $$;

-- Adds up the days of one creator anew who has moved to another time zone. Views stay on the days on which they were counted.
-- False: nobody has moved.
CREATE FUNCTION follow_one_zone() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  moved bigint;
BEGIN
  PERFORM FROM earnings_progress FOR UPDATE;
  SELECT z.creator_id INTO moved FROM earnings_zones z JOIN creators c ON c.id = z.creator_id
  WHERE z.zone <> c.time_zone AND z.zone <> known_zone(c.time_zone) LIMIT 1;
  IF moved IS NULL THEN RETURN false; END IF;
  UPDATE earnings_zones z SET zone = known_zone(c.time_zone) FROM creators c WHERE c.id = moved AND z.creator_id = moved;
  DELETE FROM earnings_rollups WHERE creator_id = moved;
  DELETE FROM earnings_readers WHERE creator_id = moved;
  PERFORM sum_unlocks(moved);
  RETURN true;
END $$;

-- What was rolled up before: added up anew from what is written down.
SELECT sum_unlocks(NULL);
