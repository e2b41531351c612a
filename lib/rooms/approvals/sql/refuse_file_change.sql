-- Evidence stays as it is, and once it is linked it stays.
-- A trigger, before update and delete. Raises ZF001.
CREATE FUNCTION refuse_file_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'file %: evidence stays as it is', OLD.id USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER adjustment_files_fixed BEFORE UPDATE ON adjustment_files FOR EACH ROW
  WHEN (OLD.adjustment_id IS NOT NULL OR (OLD.id, OLD.uploader_id, OLD.name, OLD.media_type, OLD.content)
    IS DISTINCT FROM (NEW.id, NEW.uploader_id, NEW.name, NEW.media_type, NEW.content))
  EXECUTE FUNCTION refuse_file_change();
CREATE TRIGGER adjustment_files_stay BEFORE DELETE ON adjustment_files FOR EACH ROW
  WHEN (OLD.adjustment_id IS NOT NULL) EXECUTE FUNCTION refuse_file_change();
