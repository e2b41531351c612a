-- The last owner stays, no matter who asks and however many ask at once.
-- A trigger, after an owner leaves. Locks: owners leave one after the other. Raises ZF012.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Owners leave one after the other: without it two could each count on the other.
  PERFORM pg_advisory_xact_lock(hashtextextended('farthing owners', 0));
  IF NOT EXISTS (SELECT FROM users WHERE admin_role = 'owner' AND id <> OLD.id) THEN
    RAISE EXCEPTION 'user % is the last owner', OLD.id USING ERRCODE = 'ZF012';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER users_owner_leaves AFTER UPDATE OF admin_role ON users FOR EACH ROW
  WHEN (OLD.admin_role = 'owner' AND NEW.admin_role IS DISTINCT FROM 'owner')
    EXECUTE FUNCTION keep_an_owner();
CREATE TRIGGER users_owner_removed AFTER DELETE ON users FOR EACH ROW
  WHEN (OLD.admin_role = 'owner') EXECUTE FUNCTION keep_an_owner();
