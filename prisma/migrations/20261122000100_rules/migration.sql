-- The rules of the ledger that the database itself keeps, whatever the code does.

-- ------------------------------------------------------------ plain facts about one row

ALTER TABLE users
  ADD CONSTRAINT users_email_check CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254 AND position('@' IN email) > 1),
  ADD CONSTRAINT users_locale_check CHECK (locale IN ('en', 'ko')),
  ADD CONSTRAINT users_theme_check CHECK (theme IN ('light', 'dark'));
ALTER TABLE creators
  ADD CONSTRAINT creators_handle_check CHECK (handle ~ '^[a-z0-9](-?[a-z0-9]){2,29}$'),
  ADD CONSTRAINT creators_hue_check CHECK (hue BETWEEN 0 AND 359);
ALTER TABLE items
  ADD CONSTRAINT items_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120),
  ADD CONSTRAINT items_published_check CHECK (status <> 'published' OR published_at IS NOT NULL);
ALTER TABLE item_prices
  ADD CONSTRAINT item_prices_price_check CHECK (price_micros BETWEEN 100 AND 1000000000000),
  ADD CONSTRAINT item_prices_currency_check CHECK (currency ~ '^[a-z]{3}$');
ALTER TABLE wallets
  ADD CONSTRAINT wallets_currency_check CHECK (currency ~ '^[a-z]{3}$'),
  ADD CONSTRAINT wallets_limits_check CHECK (daily_limit_micros >= 0 AND monthly_limit_micros >= 0);
ALTER TABLE accounts
  ADD CONSTRAINT accounts_currency_check CHECK (currency ~ '^[a-z]{3}$'),
  ADD CONSTRAINT accounts_creator_check
    CHECK ((creator_id IS NOT NULL) = (type IN ('creator_pending', 'creator_available', 'creator_in_transit'))),
  ADD CONSTRAINT accounts_balance_check
    CHECK ((balance_micros IS NOT NULL) = (type IN ('creator_available', 'creator_in_transit')) AND balance_micros >= 0);
ALTER TABLE lots
  ADD CONSTRAINT lots_balance_check CHECK (balance_micros >= 0),
  ADD CONSTRAINT lots_expiry_check CHECK (kind = 'promotional' OR expires_at IS NULL);
ALTER TABLE transfers
  ADD CONSTRAINT transfers_amount_check CHECK (amount_micros > 0),
  ADD CONSTRAINT transfers_sides_check CHECK (debit_account_id <> credit_account_id);
ALTER TABLE unlocks
  ADD CONSTRAINT unlocks_price_check CHECK (price_micros > 0),
  ADD CONSTRAINT unlocks_refunded_check CHECK (refunded_at >= created_at);
ALTER TABLE top_ups
  ADD CONSTRAINT top_ups_amount_check CHECK (amount_micros > 0),
  ADD CONSTRAINT top_ups_fee_check CHECK (fee_micros >= 0),
  ADD CONSTRAINT top_ups_paid_check CHECK ((status = 'paid') = (paid_at IS NOT NULL)),
  ADD CONSTRAINT top_ups_wanted_check CHECK ((wanted_item_id IS NULL) = (wanted_price_micros IS NULL));
ALTER TABLE grants
  ADD CONSTRAINT grants_amount_check CHECK (amount_micros > 0);
ALTER TABLE settlements
  ADD CONSTRAINT settlements_parts_check
    CHECK (gross_micros = fee_micros + net_micros AND fee_micros >= 0 AND net_micros >= 0 AND gross_micros > 0),
  ADD CONSTRAINT settlements_period_check CHECK (from_at < cutoff_at AND unlock_count > 0);

-- ------------------------------------------------------------ history that cannot be rewritten

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER transfers_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- ALWAYS: also where session_replication_role = replica switches ordinary triggers off.
ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_insert_only;
ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_insert_only;

-- Rows that money refers to are never removed.
CREATE TRIGGER accounts_never_removed BEFORE DELETE OR TRUNCATE ON accounts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lots_never_removed BEFORE DELETE OR TRUNCATE ON lots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wallets_never_removed BEFORE DELETE OR TRUNCATE ON wallets
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER unlocks_never_removed BEFORE DELETE OR TRUNCATE ON unlocks
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.type, NEW.currency) IS DISTINCT FROM (OLD.id, OLD.type, OLD.currency)
     OR NEW.creator_id IS DISTINCT FROM OLD.creator_id THEN
    RAISE EXCEPTION 'account %: type, currency and owner never change', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_fixed BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_account_change();

CREATE FUNCTION refuse_lot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lot %: wallet and kind never change', OLD.account_id USING ERRCODE = 'integrity_constraint_violation';
END $$;
-- AFTER, and of named columns: a BEFORE trigger would lock each lot once more for every spend.
CREATE TRIGGER lots_fixed AFTER UPDATE OF account_id, wallet_id, kind ON lots FOR EACH ROW
  WHEN (OLD.account_id <> NEW.account_id OR OLD.wallet_id <> NEW.wallet_id OR OLD.kind <> NEW.kind)
  EXECUTE FUNCTION refuse_lot_change();

CREATE FUNCTION refuse_wallet_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'wallet %: owner and currency never change', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER wallets_fixed BEFORE UPDATE ON wallets FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.user_id <> NEW.user_id OR OLD.currency <> NEW.currency)
  EXECUTE FUNCTION refuse_wallet_change();

-- ------------------------------------------------------------ facts that span rows

-- Both accounts exist and share a currency: once per statement, and one index scan for all accounts of a batch.
CREATE FUNCTION check_transfers() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  ids bigint[] := ARRAY(SELECT debit_account_id FROM added UNION SELECT credit_account_id FROM added);
  found bigint;
  currencies bigint;
BEGIN
  SELECT count(*), count(DISTINCT currency) INTO found, currencies FROM accounts WHERE id = ANY (ids);
  IF found <> cardinality(ids) OR (currencies > 1 AND EXISTS (
    SELECT FROM added t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c ON c.id = t.credit_account_id
    WHERE d.currency <> c.currency
  )) THEN
    RAISE EXCEPTION 'a transfer names an unknown account or two currencies' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER transfers_checked AFTER INSERT ON transfers
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_transfers();

CREATE FUNCTION check_unlocks() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_nestloop = off AS $$
DECLARE
  item_ids bigint[] := ARRAY(SELECT DISTINCT item_id FROM added);
  wallet_ids bigint[] := ARRAY(SELECT wallet_id FROM added);
BEGIN
  IF (SELECT count(*) FROM items WHERE id = ANY (item_ids)) <> cardinality(item_ids)
    OR (SELECT count(*) FROM added u JOIN wallets w ON w.id = u.wallet_id AND w.user_id = u.reader_id WHERE w.id = ANY (wallet_ids))
      <> cardinality(wallet_ids)
  THEN
    RAISE EXCEPTION 'an unlock names an unknown item, or a wallet that is not its reader''s' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER unlocks_checked AFTER INSERT ON unlocks
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_unlocks();

-- Only the refund mark may ever change.
CREATE FUNCTION refuse_unlock_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'unlock %: only an unset refunded_at may change', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER unlocks_fixed BEFORE UPDATE ON unlocks FOR EACH ROW
  WHEN (OLD.refunded_at IS NOT NULL OR (OLD.id, OLD.wallet_id, OLD.reader_id, OLD.item_id, OLD.price_micros, OLD.created_at)
        IS DISTINCT FROM (NEW.id, NEW.wallet_id, NEW.reader_id, NEW.item_id, NEW.price_micros, NEW.created_at))
  EXECUTE FUNCTION refuse_unlock_change();

CREATE FUNCTION refuse_sold_item_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM unlocks WHERE item_id = OLD.id) THEN
    RAISE EXCEPTION 'item % was sold: withdraw it instead', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER items_sold_stay BEFORE DELETE ON items FOR EACH ROW EXECUTE FUNCTION refuse_sold_item_removal();

-- A lot is an account of its wallet's currency and of its own kind.
CREATE FUNCTION check_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM accounts a JOIN wallets w ON w.id = NEW.wallet_id AND w.currency = a.currency
    WHERE a.id = NEW.account_id AND a.type = (NEW.kind::text || '_lot')::account_type
  ) THEN
    RAISE EXCEPTION 'lot %: its account has another type or currency', NEW.account_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lots_checked BEFORE INSERT ON lots FOR EACH ROW EXECUTE FUNCTION check_lot();

-- A price is credited to the pending account of the item's own creator, in the price's currency.
CREATE FUNCTION check_item_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM items i JOIN accounts a ON a.creator_id = i.creator_id
    WHERE i.id = NEW.item_id AND a.id = NEW.pending_account_id
      AND a.type = 'creator_pending' AND a.currency = NEW.currency
  ) THEN
    RAISE EXCEPTION 'price of item %: not the pending account of its creator', NEW.item_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER item_prices_checked BEFORE INSERT OR UPDATE ON item_prices FOR EACH ROW EXECUTE FUNCTION check_item_price();

-- ------------------------------------------------------------ room for updates in place (HOT)

ALTER TABLE lots SET (fillfactor = 70);
ALTER TABLE wallets SET (fillfactor = 80);
