-- What everybody is shown changed: web servers keep whole pages and drop them then, whoever changed it and in whatever process.
-- One row, so that a server which missed the notice finds out by asking.
CREATE TABLE public_version (
  id boolean NOT NULL DEFAULT true,
  version bigint NOT NULL DEFAULT 0,
  changed_by bigint,
  CONSTRAINT public_version_pkey PRIMARY KEY (id),
  CONSTRAINT public_version_one_row CHECK (id)
);
INSERT INTO public_version DEFAULT VALUES;

-- Once for each transaction, and at its very end: the row's lock is held for no longer than the commit.
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
CREATE CONSTRAINT TRIGGER item_prices_public AFTER INSERT OR UPDATE OR DELETE ON item_prices DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER creators_public_changed AFTER UPDATE ON creators DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER creators_public_removed AFTER DELETE ON creators DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER courses_public AFTER INSERT OR UPDATE OR DELETE ON courses DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER course_lessons_public AFTER INSERT OR UPDATE OR DELETE ON course_lessons DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
