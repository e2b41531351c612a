-- Counts up and tells who listens that public pages have changed: once for each transaction, and at its very
-- end, so that the row's lock is held for no longer than the commit.
-- A trigger, deferred. Locks public_version.
CREATE FUNCTION note_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  this_transaction bigint := pg_current_xact_id()::text::bigint;
  now_at bigint;
BEGIN
  UPDATE public_version SET version = version + 1, changed_by = this_transaction
  WHERE changed_by IS DISTINCT FROM this_transaction RETURNING version INTO now_at;
  IF FOUND THEN PERFORM pg_notify('farthing_public', now_at::text); END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER items_public_added AFTER INSERT ON items DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status <> 'draft') EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER items_public_changed AFTER UPDATE ON items DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((OLD.status <> 'draft' OR NEW.status <> 'draft') AND OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER items_public_removed AFTER DELETE ON items DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status <> 'draft') EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER item_prices_public AFTER INSERT OR UPDATE OR DELETE ON item_prices
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER creators_public_changed AFTER UPDATE ON creators DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER creators_public_removed AFTER DELETE ON creators DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER courses_public AFTER INSERT OR UPDATE OR DELETE ON courses
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER course_lessons_public AFTER INSERT OR UPDATE OR DELETE ON course_lessons
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
