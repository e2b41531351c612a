-- What an admin may do, and the rule that there is always an owner.

CREATE TYPE admin_role AS ENUM ('support', 'finance', 'owner');

ALTER TABLE users ADD COLUMN admin_role admin_role;
UPDATE users SET admin_role = 'owner' WHERE role = 'admin';
ALTER TABLE users ADD CONSTRAINT users_admin_role_check CHECK ((role = 'admin') = (admin_role IS NOT NULL));
CREATE INDEX users_admins_idx ON users (admin_role) WHERE (admin_role IS NOT NULL);

-- The last owner stays, whoever asks and however many ask at once.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Owners leave one after the other: without it two could each count on the other.
  PERFORM pg_advisory_xact_lock(hashtextextended('farthing owners', 0));
  IF NOT EXISTS (SELECT FROM users WHERE admin_role = 'owner' AND id <> OLD.id) THEN
    RAISE EXCEPTION 'user % is the last owner', OLD.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'users_last_owner';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER users_owner_leaves AFTER UPDATE OF admin_role ON users FOR EACH ROW
  WHEN (OLD.admin_role = 'owner' AND NEW.admin_role IS DISTINCT FROM 'owner') EXECUTE FUNCTION keep_an_owner();
CREATE TRIGGER users_owner_removed AFTER DELETE ON users FOR EACH ROW
  WHEN (OLD.admin_role = 'owner') EXECUTE FUNCTION keep_an_owner();

-- When the person last proved who they are in this session: by signing in, or by password or second factor since.
ALTER TABLE sessions ADD COLUMN proved_at timestamptz(3);

-- The log is read newest first: all of it, one kind of act, or one person's.
CREATE INDEX audit_log_action_id_idx ON audit_log (action, id);
CREATE INDEX audit_log_at_idx ON audit_log (at);
