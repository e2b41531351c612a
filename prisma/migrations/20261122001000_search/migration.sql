-- Full-text search over what is free to read: title, summary, teaser and the creator's name. Never the paid body.
--
-- English goes through PostgreSQL's stemmer. Korean has no dictionary there, and its words carry endings and are spaced
-- loosely, so Hangul is indexed as overlapping pairs of syllables: "환승 통로는" becomes 환승 승통 통로 로는 는. A search for
-- 통로 or 환승통로 is then a pair or a phrase of pairs; one syllable is a prefix.

-- The pairs of a text with their positions. Spaces between syllables don't count; the last syllable of a run stands alone.
CREATE FUNCTION hangul_pairs(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH runs AS (
    SELECT found[1] AS run, n
    FROM regexp_matches(
      regexp_replace(normalize(source, NFC), '(?<=[\uAC00-\uD7A3])\s+(?=[\uAC00-\uD7A3])', '', 'g'),
      '[\uAC00-\uD7A3]+', 'g') WITH ORDINALITY AS matches (found, n)
  ), pairs AS (
    SELECT substr(run, i, 2) AS pair, row_number() OVER (ORDER BY n, i) AS position
    FROM runs, generate_series(1, length(run)) AS i
  )
  SELECT coalesce(string_agg(format('''%s'':%s', pair, least(position, 16383)), ' '), '')::tsvector FROM pairs
$$;

-- What a person typed, as a query: quotes, OR and - work for English; every Hangul word must occur.
CREATE FUNCTION to_search_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH words AS (
    SELECT found[1] AS word FROM regexp_matches(normalize(typed, NFC), '[\uAC00-\uD7A3]+', 'g') AS matches (found)
  ), hangul AS (
    SELECT string_agg(
      CASE WHEN length(word) = 1 THEN format('''%s'':*', word)
           ELSE (SELECT '(' || string_agg(format('''%s''', substr(word, i, 2)), ' <-> ' ORDER BY i) || ')'
                 FROM generate_series(1, length(word) - 1) AS i)
      END, ' & ') AS query
    FROM words
  )
  SELECT coalesce(query, '')::tsquery
         && websearch_to_tsquery('english', regexp_replace(normalize(typed, NFC), '[\uAC00-\uD7A3]+', ' ', 'g'))
  FROM hangul
$$;

ALTER TABLE items ADD COLUMN search tsvector;

CREATE FUNCTION fill_item_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  creator_name text := (SELECT name FROM creators WHERE id = NEW.creator_id);
BEGIN
  NEW.search :=
    setweight(to_tsvector('english', NEW.title) || hangul_pairs(NEW.title), 'A')
    || setweight(to_tsvector('english', creator_name) || hangul_pairs(creator_name), 'B')
    || setweight(to_tsvector('english', NEW.summary) || hangul_pairs(NEW.summary), 'B')
    || setweight(to_tsvector('english', NEW.teaser) || hangul_pairs(NEW.teaser), 'C');
  RETURN NEW;
END $$;

CREATE TRIGGER items_search_filled BEFORE INSERT OR UPDATE OF title, summary, teaser, creator_id, search ON items
  FOR EACH ROW EXECUTE FUNCTION fill_item_search();

-- A new name reaches the creator's items.
CREATE FUNCTION refresh_creator_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE items SET search = NULL WHERE creator_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER creators_search_refreshed AFTER UPDATE OF name ON creators
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION refresh_creator_search();

UPDATE items SET search = NULL;
CREATE INDEX items_search_idx ON items USING gin (search);
