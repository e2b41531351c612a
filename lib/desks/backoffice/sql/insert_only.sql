-- Notes about a person stay as they were written.
CREATE TRIGGER person_notes_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
