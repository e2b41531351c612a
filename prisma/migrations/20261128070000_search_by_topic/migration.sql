-- A search for a topic's name finds what stands on its shelf too, in both languages, after what says the word itself.

-- As in lib/i18n/messages/*/articles.json; a test compares them.
CREATE FUNCTION topic_names(topic text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE topic
    WHEN 'money' THEN 'Money, 돈'
    WHEN 'media' THEN 'Media, 미디어'
    WHEN 'craft' THEN 'Craft, 손일'
    WHEN 'science' THEN 'Science, 과학'
    WHEN 'cities' THEN 'Cities, 도시'
    ELSE ''
  END
$$;

CREATE OR REPLACE FUNCTION fill_item_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  creator_name text := (SELECT name FROM creators WHERE id = NEW.creator_id);
  topic text := topic_names(NEW.topic);
BEGIN
  NEW.search :=
    setweight(to_tsvector('english', NEW.title) || hangul_pairs(NEW.title), 'A')
    || setweight(to_tsvector('english', creator_name) || hangul_pairs(creator_name), 'B')
    || setweight(to_tsvector('english', NEW.summary) || hangul_pairs(NEW.summary), 'B')
    || setweight(to_tsvector('english', NEW.teaser) || hangul_pairs(NEW.teaser), 'C')
    || setweight(to_tsvector('english', topic) || hangul_pairs(topic), 'D');
  RETURN NEW;
END $$;

DROP TRIGGER items_search_filled ON items;
CREATE TRIGGER items_search_filled BEFORE INSERT OR UPDATE OF title, summary, teaser, topic, creator_id, search ON items
  FOR EACH ROW EXECUTE FUNCTION fill_item_search();

UPDATE items SET search = NULL;
