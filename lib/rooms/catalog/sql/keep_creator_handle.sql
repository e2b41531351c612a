-- Every handle that a creator ever had stays theirs, no matter who writes the row and however many at once.
-- A trigger, after insert and update. Raises ZF011 if it is taken, or looks like one that is.
CREATE FUNCTION keep_creator_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO creator_handles AS h (skeleton, handle, creator_id)
  VALUES (handle_skeleton(NEW.handle), NEW.handle, NEW.id)
  ON CONFLICT (skeleton) DO UPDATE SET handle = excluded.handle WHERE h.creator_id = excluded.creator_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'handle % is taken, or looks like one that is', NEW.handle
      USING ERRCODE = 'ZF011';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER creators_handle_kept AFTER INSERT OR UPDATE OF handle ON creators
  FOR EACH ROW EXECUTE FUNCTION keep_creator_handle();
