-- Refuses the statement: what is written here stays as it was written.
-- A trigger, for each statement. Raises ZF001 always.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'ZF001';
END $$;
