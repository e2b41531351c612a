-- A creator's new name reaches their items. A trigger, after the update.
CREATE FUNCTION refresh_creator_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE items SET search = NULL WHERE creator_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER creators_search_refreshed AFTER UPDATE OF name ON creators
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION refresh_creator_search();
