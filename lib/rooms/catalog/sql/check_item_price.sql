-- A price is credited to the pending account of the item's own creator, in the price's currency.
-- A trigger, before insert and update. Raises ZF002.
CREATE FUNCTION check_item_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM items i JOIN accounts a ON a.creator_id = i.creator_id
    WHERE i.id = NEW.item_id AND a.id = NEW.pending_account_id
      AND a.type = 'creator_pending' AND a.currency = NEW.currency
  ) THEN
    RAISE EXCEPTION 'price of item %: not the pending account of its creator', NEW.item_id
      USING ERRCODE = 'ZF002';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER item_prices_checked BEFORE INSERT OR UPDATE ON item_prices FOR EACH ROW
  EXECUTE FUNCTION check_item_price();
