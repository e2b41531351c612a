-- lib/rooms/earnings: The creators' dashboard: views, and sums of what was sold.

CREATE TYPE earnings_dimension AS ENUM ('all', 'item', 'source', 'country');

CREATE TYPE earnings_tier AS ENUM ('day', 'month');

-- One view per person, item and day (UTC). Rolled up by the job, and swept once no unlock can ask for it any
-- more.
CREATE TABLE item_views (
  id bigserial NOT NULL,
  item_id bigint NOT NULL,
  day date NOT NULL,
  reader_id bigint,
  visitor bytea,
  source text NOT NULL,
  country text NOT NULL,
  at timestamptz(6) NOT NULL,
  CONSTRAINT item_views_pkey PRIMARY KEY (id),
  -- Who signs in is known by their account alone: the hash goes when the reader comes.
  CONSTRAINT item_views_who_check CHECK ((reader_id IS NULL) <> (visitor IS NULL))
);
CREATE UNIQUE INDEX item_views_reader_id_item_id_day_key ON item_views (reader_id, item_id, day);
CREATE UNIQUE INDEX item_views_visitor_item_id_day_key ON item_views (visitor, item_id, day);

-- The first 50 sites that a day's views of a creator's items came from: they are named, and of others those
-- that sold or brought most.
CREATE TABLE view_hosts (
  creator_id bigint NOT NULL,
  day date NOT NULL,
  source text NOT NULL,
  CONSTRAINT view_hosts_pkey PRIMARY KEY (creator_id, day, source)
);

-- The random salt of each day's visitor hashes.
CREATE TABLE view_salts (
  day date NOT NULL,
  salt bytea NOT NULL,
  CONSTRAINT view_salts_pkey PRIMARY KEY (day)
);

-- Numbers refunds in the order of writing (a trigger), for those who follow them.
CREATE TABLE unlock_refunds (
  id bigserial NOT NULL,
  unlock_id bigint NOT NULL,
  at timestamptz(6) NOT NULL,
  CONSTRAINT unlock_refunds_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX unlock_refunds_unlock_id_key ON unlock_refunds (unlock_id);

-- One row: how far the sums below go. Everything up to these ids is in them, everything above is not.
CREATE TABLE earnings_progress (
  one boolean NOT NULL DEFAULT true,
  unlock_id bigint NOT NULL DEFAULT 0,
  refund_id bigint NOT NULL DEFAULT 0,
  view_id bigint NOT NULL DEFAULT 0,
  CONSTRAINT earnings_progress_pkey PRIMARY KEY (one),
  CONSTRAINT earnings_progress_one_check CHECK (one)
);

-- What the sums were made of: an unlock with its creator and where its reader came from. Derived, as all
-- below: no keys.
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
CREATE INDEX earnings_unlocks_period_idx ON earnings_unlocks (creator_id, currency, at, reader_id,
  refunded_at);
CREATE INDEX earnings_unlocks_refunded_idx ON earnings_unlocks (creator_id, currency, refunded_at) WHERE
  (refunded_at IS NOT NULL);

-- Unlocks by when they were made, refunds by when they happened.
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

-- What a reader unlocked of a creator and kept: the day of each, in order.
CREATE TABLE earnings_readers (
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  reader_id bigint NOT NULL,
  days date[],
  CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency, reader_id),
  CONSTRAINT earnings_readers_days_check CHECK (cardinality(days) > 0)
);

-- The time zone whose days a creator's sums are of; the job follows the creator's own.
CREATE TABLE earnings_zones (
  creator_id bigint NOT NULL,
  zone text NOT NULL,
  CONSTRAINT earnings_zones_pkey PRIMARY KEY (creator_id)
);

-- Whose rows they are.
ALTER TABLE item_views
  ADD CONSTRAINT item_views_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE,
  ADD CONSTRAINT item_views_reader_id_fkey FOREIGN KEY (reader_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;

INSERT INTO earnings_progress DEFAULT VALUES;
