-- lib/rooms/catalog: Creators and what they sell.

CREATE TYPE item_kind AS ENUM ('article', 'track', 'video', 'lesson', 'game_item');

CREATE TYPE item_status AS ENUM ('draft', 'scheduled', 'published', 'withdrawn');

CREATE TYPE key_supply AS ENUM ('pool', 'generated');

CREATE TABLE creators (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  handle text NOT NULL,
  name text NOT NULL,
  bio text NOT NULL DEFAULT '',
  hue int NOT NULL DEFAULT 28,
  locale text NOT NULL DEFAULT 'en',
  links text[],
  time_zone text NOT NULL DEFAULT 'UTC',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  avatar_media_id uuid,
  CONSTRAINT creators_pkey PRIMARY KEY (id),
  CONSTRAINT creators_handle_check CHECK (handle ~ '^[a-z0-9](-?[a-z0-9]){2,29}$'),
  CONSTRAINT creators_hue_check CHECK (hue BETWEEN 0 AND 359),
  CONSTRAINT creators_links_check CHECK (cardinality(links) <= 5 AND array_position(links, NULL) IS NULL)
);
CREATE UNIQUE INDEX creators_avatar_media_id_key ON creators (avatar_media_id);
CREATE UNIQUE INDEX creators_handle_key ON creators (handle);
CREATE UNIQUE INDEX creators_user_id_key ON creators (user_id);

-- Every handle that a creator has or had, by what it looks like (`handle_skeleton()`): look-alikes are taken
-- too, and an old address leads on. Kept by a trigger on creators.
CREATE TABLE creator_handles (
  skeleton text NOT NULL,
  handle text NOT NULL,
  creator_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT creator_handles_pkey PRIMARY KEY (skeleton)
);
CREATE INDEX creator_handles_creator_id_idx ON creator_handles (creator_id);

CREATE TABLE items (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  slug text NOT NULL,
  kind item_kind NOT NULL DEFAULT 'article',
  status item_status NOT NULL DEFAULT 'draft',
  language text NOT NULL,
  topic text NOT NULL,
  title text NOT NULL,
  summary text NOT NULL DEFAULT '',
  teaser text NOT NULL DEFAULT '',
  word_count int NOT NULL DEFAULT 0,
  reading_minutes int NOT NULL DEFAULT 1,
  cover_motif text NOT NULL DEFAULT 'coins',
  cover_seed int NOT NULL DEFAULT 0,
  featured_at timestamptz(3),
  published_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL,
  search tsvector,
  cover_media_id uuid,
  file_media_id uuid,
  key_supply key_supply,
  CONSTRAINT items_pkey PRIMARY KEY (id),
  CONSTRAINT items_published_check CHECK (status <> 'published' OR published_at IS NOT NULL),
  CONSTRAINT items_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120)
);
CREATE UNIQUE INDEX items_cover_media_id_key ON items (cover_media_id);
CREATE INDEX items_creator_id_published_at_idx ON items (creator_id, published_at);
CREATE UNIQUE INDEX items_file_media_id_key ON items (file_media_id);
CREATE INDEX items_on_sale_idx ON items (id, published_at) WHERE (status = 'published'::item_status);
CREATE INDEX items_search_idx ON items USING gin (search);
CREATE UNIQUE INDEX items_slug_key ON items (slug);
CREATE INDEX items_status_published_at_idx ON items (status, published_at);

-- The paid text, in a table of its own so that no query for a list or a teaser can carry it by accident.
CREATE TABLE item_bodies (
  item_id bigint NOT NULL,
  body text NOT NULL,
  CONSTRAINT item_bodies_pkey PRIMARY KEY (item_id)
);

-- Markdown as HTML, made once: see lib/ground/markdown. May be lost at any time.
CREATE TABLE renderings (
  key bytea NOT NULL,
  opening text NOT NULL,
  rest text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT renderings_pkey PRIMARY KEY (key)
);
CREATE INDEX renderings_created_at_idx ON renderings (created_at);

-- Lessons in their order.
CREATE TABLE courses (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT courses_pkey PRIMARY KEY (id),
  CONSTRAINT courses_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120)
);
CREATE INDEX courses_creator_id_idx ON courses (creator_id);
CREATE UNIQUE INDEX courses_slug_key ON courses (slug);

-- A lesson stands in one course at most.
CREATE TABLE course_lessons (
  item_id bigint NOT NULL,
  course_id bigint NOT NULL,
  position int NOT NULL,
  CONSTRAINT course_lessons_pkey PRIMARY KEY (item_id)
);
CREATE INDEX course_lessons_course_id_position_idx ON course_lessons (course_id, position);

-- One price per currency.
CREATE TABLE item_prices (
  item_id bigint NOT NULL,
  currency char(3) NOT NULL,
  price_micros bigint NOT NULL,
  pending_account_id bigint NOT NULL,
  CONSTRAINT item_prices_pkey PRIMARY KEY (item_id, currency),
  CONSTRAINT item_prices_currency_check CHECK (currency ~ '^[a-z]{3}$'),
  CONSTRAINT item_prices_price_check CHECK (price_micros BETWEEN 100 AND 1000000000000)
);

-- One row: goes up with every transaction that changes what everybody is shown (triggers), which also sends a
-- NOTIFY. Pages that are kept are dropped then.
CREATE TABLE public_version (
  id boolean NOT NULL DEFAULT true,
  version bigint NOT NULL DEFAULT 0,
  changed_by bigint,
  CONSTRAINT public_version_pkey PRIMARY KEY (id),
  CONSTRAINT public_version_one_row CHECK (id)
);

-- Whose rows they are.
ALTER TABLE creators
  ADD CONSTRAINT creators_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE creator_handles
  ADD CONSTRAINT creator_handles_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE items
  ADD CONSTRAINT items_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE item_bodies
  ADD CONSTRAINT item_bodies_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE courses
  ADD CONSTRAINT courses_creator_id_fkey FOREIGN KEY (creator_id)
    REFERENCES creators(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE course_lessons
  ADD CONSTRAINT course_lessons_course_id_fkey FOREIGN KEY (course_id)
    REFERENCES courses(id) ON UPDATE CASCADE ON DELETE CASCADE,
  ADD CONSTRAINT course_lessons_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE item_prices
  ADD CONSTRAINT item_prices_item_id_fkey FOREIGN KEY (item_id)
    REFERENCES items(id) ON UPDATE CASCADE ON DELETE CASCADE;

-- Counted up when a page that everybody sees changes.
INSERT INTO public_version DEFAULT VALUES;
