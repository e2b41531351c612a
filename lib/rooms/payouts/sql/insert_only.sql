-- What was released of gifts' earnings stays released.
CREATE TRIGGER gift_releases_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gift_releases
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
