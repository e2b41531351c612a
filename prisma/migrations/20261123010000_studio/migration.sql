-- The studio: handles that cannot be confused, drafts apart from what is published, versions, courses.

-- ------------------------------------------------------------ handles

-- What a handle looks like at a glance: two that share it could pass for each other.
CREATE FUNCTION handle_skeleton(handle text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(translate(replace(lower(handle), '-', ''), '01', 'ol'), 'rn', 'm'), 'vv', 'w')
$$;

CREATE TABLE creator_handles (
  skeleton text PRIMARY KEY,
  handle text NOT NULL,
  creator_id bigint NOT NULL REFERENCES creators (id) ON UPDATE CASCADE ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX creator_handles_creator_id_idx ON creator_handles (creator_id);
INSERT INTO creator_handles (skeleton, handle, creator_id)
  SELECT handle_skeleton(handle), handle, id FROM creators ORDER BY id ON CONFLICT DO NOTHING;

-- Every handle that a creator ever had stays theirs, whoever writes the row and however many at once.
CREATE FUNCTION keep_creator_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO creator_handles AS h (skeleton, handle, creator_id)
  VALUES (handle_skeleton(NEW.handle), NEW.handle, NEW.id)
  ON CONFLICT (skeleton) DO UPDATE SET handle = excluded.handle WHERE h.creator_id = excluded.creator_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'handle % is taken, or looks like one that is', NEW.handle
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'creator_handles_pkey', TABLE = 'creator_handles';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER creators_handle_kept AFTER INSERT OR UPDATE OF handle ON creators
  FOR EACH ROW EXECUTE FUNCTION keep_creator_handle();

ALTER TABLE creators
  ADD COLUMN links text[],
  ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC';
ALTER TABLE creators ADD CONSTRAINT creators_links_check
  CHECK (cardinality(links) <= 5 AND array_position(links, NULL) IS NULL);

-- ------------------------------------------------------------ drafts and versions

CREATE TABLE item_drafts (
  item_id bigint PRIMARY KEY REFERENCES items (id) ON UPDATE CASCADE ON DELETE CASCADE,
  revision integer NOT NULL DEFAULT 1,
  published_revision integer,
  editor_key uuid,
  title text NOT NULL DEFAULT '',
  summary text NOT NULL DEFAULT '',
  language text NOT NULL,
  topic text NOT NULL,
  cover_motif text NOT NULL,
  cover_seed integer NOT NULL,
  text text NOT NULL DEFAULT '',
  price text NOT NULL DEFAULT '',
  scheduled_for timestamptz(3),
  schedule_fault text,
  saved_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX item_drafts_scheduled_idx ON item_drafts (scheduled_for) WHERE (scheduled_for IS NOT NULL);

CREATE TABLE item_versions (
  id bigserial PRIMARY KEY,
  item_id bigint NOT NULL REFERENCES items (id) ON UPDATE CASCADE ON DELETE CASCADE,
  number integer NOT NULL,
  title text NOT NULL,
  summary text NOT NULL,
  language text NOT NULL,
  topic text NOT NULL,
  cover_motif text NOT NULL,
  cover_seed integer NOT NULL,
  text text NOT NULL,
  currency char(3) NOT NULL,
  price_micros bigint NOT NULL,
  published_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX item_versions_item_id_number_key ON item_versions (item_id, number);

-- ------------------------------------------------------------ courses

CREATE TABLE courses (
  id bigserial PRIMARY KEY,
  creator_id bigint NOT NULL REFERENCES creators (id) ON UPDATE CASCADE ON DELETE RESTRICT,
  slug text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX courses_slug_key ON courses (slug);
CREATE INDEX courses_creator_id_idx ON courses (creator_id);
ALTER TABLE courses ADD CONSTRAINT courses_slug_check
  CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120);

CREATE TABLE course_lessons (
  item_id bigint PRIMARY KEY REFERENCES items (id) ON UPDATE CASCADE ON DELETE CASCADE,
  course_id bigint NOT NULL REFERENCES courses (id) ON UPDATE CASCADE ON DELETE CASCADE,
  position integer NOT NULL
);
CREATE INDEX course_lessons_course_id_position_idx ON course_lessons (course_id, position);

-- A course is made of its own creator's lessons.
CREATE FUNCTION check_course_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM items i JOIN courses c ON c.creator_id = i.creator_id
    WHERE i.id = NEW.item_id AND i.kind = 'lesson' AND c.id = NEW.course_id
  ) THEN
    RAISE EXCEPTION 'item % is no lesson of the creator of course %', NEW.item_id, NEW.course_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER course_lessons_checked BEFORE INSERT OR UPDATE ON course_lessons
  FOR EACH ROW EXECUTE FUNCTION check_course_lesson();
