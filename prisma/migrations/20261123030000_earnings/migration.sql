-- What a creator's dashboard reads: views of items, and sums of unlocks, refunds and views that a job keeps exact.
-- Nothing here moves money, and everything but the views can be made again from the ledger (docs/decisions/0014).

CREATE TYPE earnings_dimension AS ENUM ('all', 'item', 'source', 'country');
CREATE TYPE earnings_tier AS ENUM ('quarter', 'day', 'month');

-- ------------------------------------------------------------ views

CREATE TABLE item_views (
  id bigserial NOT NULL,
  item_id bigint NOT NULL,
  day date NOT NULL,
  reader_id bigint,
  visitor bytea,
  source text NOT NULL,
  country text NOT NULL,
  at timestamptz(6) NOT NULL,
  CONSTRAINT item_views_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX item_views_reader_id_item_id_day_key ON item_views (reader_id, item_id, day);
CREATE UNIQUE INDEX item_views_visitor_item_id_day_key ON item_views (visitor, item_id, day);
ALTER TABLE item_views
  ADD CONSTRAINT item_views_item_id_fkey FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT item_views_reader_id_fkey FOREIGN KEY (reader_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- Who signs in is known by their account alone: the hash goes when the reader comes.
  ADD CONSTRAINT item_views_who_check CHECK ((reader_id IS NULL) <> (visitor IS NULL));

CREATE TABLE view_salts (
  day date NOT NULL,
  salt bytea NOT NULL,
  CONSTRAINT view_salts_pkey PRIMARY KEY (day)
);

-- Counts one view per person, item and day; false: it was counted before. A view made before signing in on the same day
-- becomes the reader's, with the source that led to it.
CREATE FUNCTION record_view(
  viewed bigint, on_day date, reader bigint, visitor_hash bytea, from_source text, from_country text
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  -- The transaction has its number before the view has its id: what the roll-up's cut-off rests on.
  PERFORM pg_current_xact_id();
  IF reader IS NOT NULL THEN
    UPDATE item_views SET reader_id = reader, visitor = NULL
    WHERE visitor = visitor_hash AND item_id = viewed AND day = on_day
      AND NOT EXISTS (SELECT FROM item_views WHERE reader_id = reader AND item_id = viewed AND day = on_day);
    IF FOUND THEN RETURN false; END IF;
  END IF;
  INSERT INTO item_views (item_id, day, reader_id, visitor, source, country, at)
  VALUES (viewed, on_day, reader, CASE WHEN reader IS NULL THEN visitor_hash END, from_source, from_country, clock_timestamp())
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- Where the reader came from: the last view of the item before it was unlocked.
CREATE FUNCTION view_before_unlock(reader bigint, item bigint, unlocked_at timestamptz, OUT source text, OUT country text)
LANGUAGE sql STABLE AS $$
  SELECT v.source, v.country FROM item_views v
  WHERE v.reader_id = reader AND v.item_id = item AND v.day <= (unlocked_at AT TIME ZONE 'UTC')::date AND v.at <= unlocked_at
  ORDER BY v.day DESC LIMIT 1
$$;

-- ------------------------------------------------------------ refunds, numbered in the order of writing

-- Unlocks are numbered by their ids; refunds have no number of their own. The trigger fires for refunds alone, so that
-- an unlock pays nothing for it.
CREATE TABLE unlock_refunds (
  id bigserial NOT NULL,
  unlock_id bigint NOT NULL,
  at timestamptz(6) NOT NULL,
  CONSTRAINT unlock_refunds_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX unlock_refunds_unlock_id_key ON unlock_refunds (unlock_id);

CREATE FUNCTION number_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unlock_refunds (unlock_id, at) VALUES (NEW.id, NEW.refunded_at);
  RETURN NULL;
END $$;
CREATE TRIGGER unlocks_refund_numbered AFTER UPDATE OF refunded_at ON unlocks FOR EACH ROW
  WHEN (OLD.refunded_at IS NULL AND NEW.refunded_at IS NOT NULL) EXECUTE FUNCTION number_refund();
INSERT INTO unlock_refunds (unlock_id, at) SELECT id, refunded_at FROM unlocks WHERE refunded_at IS NOT NULL ORDER BY refunded_at, id;

-- ------------------------------------------------------------ what is rolled up

-- One row: everything up to these ids is in the sums, everything above is not.
CREATE TABLE earnings_progress (
  one boolean NOT NULL DEFAULT true,
  unlock_id bigint NOT NULL DEFAULT 0,
  refund_id bigint NOT NULL DEFAULT 0,
  view_id bigint NOT NULL DEFAULT 0,
  CONSTRAINT earnings_progress_pkey PRIMARY KEY (one),
  CONSTRAINT earnings_progress_one_check CHECK (one)
);
INSERT INTO earnings_progress DEFAULT VALUES;

CREATE TABLE earnings_unlocks (
  unlock_id bigint NOT NULL,
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  item_id bigint NOT NULL,
  reader_id bigint NOT NULL,
  amount_micros bigint NOT NULL,
  at timestamptz(6) NOT NULL,
  refunded_at timestamptz(6),
  source text NOT NULL,
  country text NOT NULL,
  CONSTRAINT earnings_unlocks_pkey PRIMARY KEY (unlock_id)
);
CREATE INDEX earnings_unlocks_period_idx ON earnings_unlocks (creator_id, currency, at, reader_id, refunded_at);
CREATE INDEX earnings_unlocks_refunded_idx ON earnings_unlocks (creator_id, currency, refunded_at) WHERE (refunded_at IS NOT NULL);

CREATE TABLE earnings_rollups (
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  dimension earnings_dimension NOT NULL,
  tier earnings_tier NOT NULL,
  starts_at timestamptz(0) NOT NULL,
  key text NOT NULL,
  unlocks bigint NOT NULL DEFAULT 0,
  unlock_micros bigint NOT NULL DEFAULT 0,
  refunds bigint NOT NULL DEFAULT 0,
  refund_micros bigint NOT NULL DEFAULT 0,
  CONSTRAINT earnings_rollups_pkey PRIMARY KEY (creator_id, currency, dimension, tier, starts_at, key)
);

CREATE TABLE view_rollups (
  creator_id bigint NOT NULL,
  dimension earnings_dimension NOT NULL,
  tier earnings_tier NOT NULL,
  starts_at timestamptz(0) NOT NULL,
  key text NOT NULL,
  views bigint NOT NULL DEFAULT 0,
  CONSTRAINT view_rollups_pkey PRIMARY KEY (creator_id, dimension, tier, starts_at, key)
);

CREATE TABLE earnings_readers (
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  tier earnings_tier NOT NULL,
  starts_at timestamptz(0) NOT NULL,
  reader_id bigint NOT NULL,
  unlocks integer NOT NULL,
  CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency, tier, starts_at, reader_id)
);

-- ------------------------------------------------------------ rolling up

-- The starts of the quarter-hour, day and month (UTC) that a moment lies in. Quarter-hours, because no zone of today is
-- off by less; days and months, so that long periods are few rows.
CREATE FUNCTION tiers_of(at timestamptz) RETURNS TABLE (tier earnings_tier, starts_at timestamptz) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('quarter'::earnings_tier, date_bin('15 minutes', at, '2000-01-01 00:00+00')),
    ('day', date_trunc('day', at, 'UTC')), ('month', date_trunc('month', at, 'UTC'))
$$;

-- Each step takes the progress row first: steps go one after the other, and each is one transaction of which all or
-- nothing happens. The ids up to `until_id` must be final (lib/earnings/roll-up.ts proves it). True: there is more.
CREATE FUNCTION roll_up_unlocks(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT unlock_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlocks WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);

  WITH fresh AS (
    INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at, source, country)
    SELECT u.id, i.creator_id, w.currency, u.item_id, u.reader_id, u.price_micros, u.created_at,
      coalesce(v.source, 'unknown'), coalesce(v.country, 'unknown')
    FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
    LEFT JOIN LATERAL view_before_unlock(u.reader_id, u.item_id, u.created_at) v ON true
    WHERE u.id > since AND u.id <= upto
    RETURNING *
  ), summed AS (
    INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_at, key, unlocks, unlock_micros)
    SELECT f.creator_id, f.currency, d.dimension, t.tier, t.starts_at, d.key, count(*), sum(f.amount_micros)
    FROM fresh f CROSS JOIN LATERAL tiers_of(f.at) t CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', f.item_id::text), ('source', f.source), ('country', f.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (creator_id, currency, dimension, tier, starts_at, key)
    DO UPDATE SET unlocks = r.unlocks + excluded.unlocks, unlock_micros = r.unlock_micros + excluded.unlock_micros
  ), readers AS (
    INSERT INTO earnings_readers AS r (creator_id, currency, tier, starts_at, reader_id, unlocks)
    SELECT f.creator_id, f.currency, t.tier, t.starts_at, f.reader_id, count(*)
    FROM fresh f CROSS JOIN LATERAL tiers_of(f.at) t WHERE t.tier <> 'quarter' GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (creator_id, currency, tier, starts_at, reader_id) DO UPDATE SET unlocks = r.unlocks + excluded.unlocks
  )
  UPDATE earnings_progress SET unlock_id = upto;
  RETURN upto < until_id;
END $$;

-- Refunds count when they happen; a reader who took an unlock back has one fewer when it was made. The unlocks that they
-- take back must have been rolled up before.
CREATE FUNCTION roll_up_refunds(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  since bigint;
  upto bigint;
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
  ), summed AS (
    INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_at, key, refunds, refund_micros)
    SELECT f.creator_id, f.currency, d.dimension, t.tier, t.starts_at, d.key, count(*), sum(f.amount_micros)
    FROM fresh f CROSS JOIN LATERAL tiers_of(f.refunded_at) t CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', f.item_id::text), ('source', f.source), ('country', f.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (creator_id, currency, dimension, tier, starts_at, key)
    DO UPDATE SET refunds = r.refunds + excluded.refunds, refund_micros = r.refund_micros + excluded.refund_micros
  ), readers AS (
    UPDATE earnings_readers r SET unlocks = r.unlocks - n.unlocks
    FROM (SELECT f.creator_id, f.currency, t.tier, t.starts_at, f.reader_id, count(*) AS unlocks
      FROM fresh f CROSS JOIN LATERAL tiers_of(f.at) t WHERE t.tier <> 'quarter' GROUP BY 1, 2, 3, 4, 5) n
    WHERE (r.creator_id, r.currency, r.tier, r.starts_at, r.reader_id) = (n.creator_id, n.currency, n.tier, n.starts_at, n.reader_id)
  )
  UPDATE earnings_progress SET refund_id = upto;
  RETURN upto < until_id;
END $$;

CREATE FUNCTION roll_up_views(until_id bigint, batch int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT view_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM item_views WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);

  WITH summed AS (
    INSERT INTO view_rollups AS r (creator_id, dimension, tier, starts_at, key, views)
    SELECT i.creator_id, d.dimension, t.tier, t.starts_at, d.key, count(*)
    FROM item_views v JOIN items i ON i.id = v.item_id CROSS JOIN LATERAL tiers_of(v.at) t
    CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', v.item_id::text), ('source', v.source), ('country', v.country)) AS d (dimension, key)
    WHERE v.id > since AND v.id <= upto
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (creator_id, dimension, tier, starts_at, key) DO UPDATE SET views = r.views + excluded.views
  )
  UPDATE earnings_progress SET view_id = upto;
  RETURN upto < until_id;
END $$;
