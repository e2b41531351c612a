-- An item that was sold is withdrawn, never removed.
-- A trigger, before the delete. Raises ZF010.
CREATE FUNCTION refuse_sold_item_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM unlocks WHERE item_id = OLD.id) THEN
    RAISE EXCEPTION 'item % was sold: withdraw it instead', OLD.id USING ERRCODE = 'ZF010';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER items_sold_stay BEFORE DELETE ON items FOR EACH ROW
  EXECUTE FUNCTION refuse_sold_item_removal();
