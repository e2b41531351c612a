-- Fills what search looks through: title, summary, teaser, topic and the creator's name; never the paid body.
-- A trigger, before insert and update.
CREATE FUNCTION fill_item_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  creator_name text := (SELECT name FROM creators WHERE id = NEW.creator_id);
BEGIN
  NEW.search :=
    setweight(searchable(NEW.title), 'A')
    || setweight(searchable(creator_name), 'B')
    || setweight(searchable(NEW.summary), 'B')
    || setweight(searchable(NEW.teaser), 'C')
    || setweight(searchable(topic_names(NEW.topic)), 'D');
  RETURN NEW;
END $$;

CREATE TRIGGER items_search_filled BEFORE INSERT OR UPDATE OF title, summary, teaser, topic, creator_id,
  search ON items
  FOR EACH ROW EXECUTE FUNCTION fill_item_search();
