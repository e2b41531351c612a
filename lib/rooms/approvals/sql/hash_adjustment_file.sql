-- Writes a file's SHA-256 beside it. A trigger, before the insert.
CREATE FUNCTION hash_adjustment_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.content_hash := encode(sha256(NEW.content), 'hex');
  RETURN NEW;
END $$;

CREATE TRIGGER adjustment_files_hashed BEFORE INSERT ON adjustment_files FOR EACH ROW
  EXECUTE FUNCTION hash_adjustment_file();
