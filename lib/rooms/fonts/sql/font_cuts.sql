-- A page shows the type that was cut for it from when it is made until it is swept.
CREATE CONSTRAINT TRIGGER font_cuts_public_made AFTER UPDATE ON font_cuts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.item_id IS NULL AND OLD.regular IS NULL AND NEW.regular IS NOT NULL)
  EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER font_cuts_public_removed AFTER DELETE ON font_cuts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.item_id IS NULL AND OLD.regular IS NOT NULL) EXECUTE FUNCTION note_public_change();
