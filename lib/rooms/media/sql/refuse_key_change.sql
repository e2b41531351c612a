-- A licence key that its reader has seen stays with its unlock for good, also when the unlock is taken back;
-- one that was given is not removed.
-- A trigger, before update and delete. Raises ZF001.
CREATE FUNCTION refuse_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'licence key % was given away and stays as it is', OLD.id USING ERRCODE = 'ZF001';
END $$;

CREATE TRIGGER licence_keys_shown_stay BEFORE UPDATE ON licence_keys FOR EACH ROW
  WHEN (OLD.shown_at IS NOT NULL)
  EXECUTE FUNCTION refuse_key_change();
CREATE TRIGGER licence_keys_given_are_kept BEFORE DELETE ON licence_keys FOR EACH ROW
  WHEN (OLD.unlock_id IS NOT NULL)
  EXECUTE FUNCTION refuse_key_change();
