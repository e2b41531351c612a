-- Made from the SQL files by `npm run db:change`; change those, not this.

-- ------------------------------------------------------------ lib/core/sql

-- refuse_change.sql
-- Refuses the statement: what is written here stays as it was written.
-- A trigger, for each statement. Raises ZF001 always.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'ZF001';
END $$;

-- audit_log.sql
-- The trace of who did what is insert-only, also for a replica (ALWAYS), which runs no other trigger.
CREATE TRIGGER audit_log_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_insert_only;

-- ------------------------------------------------------------ lib/ground/ledger/sql

-- account_balance_at.sql
-- Credits minus debits of any account until a moment, inclusive. Unlocks have no index by debit: a lot's are
-- found through its reader. Reads only.
CREATE FUNCTION account_balance_at(account bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (
    (SELECT coalesce(sum(amount_micros), 0) FROM transfers WHERE credit_account_id = account
      AND created_at <= at)
    - (SELECT coalesce(sum(amount_micros), 0) FROM transfers WHERE debit_account_id = account
      AND kind <> 'unlock' AND created_at <= at)
    - (SELECT coalesce(sum(t.amount_micros), 0)
       FROM lots l JOIN wallets w ON w.id = l.wallet_id
       JOIN LATERAL (
         SELECT id FROM unlocks WHERE reader_id = w.user_id AND wallet_id = w.id AND refunded_at IS NULL
           AND created_at <= at
         UNION ALL
         SELECT id FROM unlocks WHERE reader_id = w.user_id AND wallet_id = w.id AND refunded_at IS NOT NULL
           AND created_at <= at
       ) u ON true
       JOIN transfers t ON t.ref = u.id AND t.kind = 'unlock' AND t.debit_account_id = l.account_id
       WHERE l.account_id = account)
  )::bigint
$$;

-- accounts_to_settle.sql
-- The creators' pending accounts that unlocks credited after their last settlement and until `cutoff`. Reads
-- only.
CREATE FUNCTION accounts_to_settle(cutoff timestamptz) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT a.id FROM accounts a
  WHERE a.type = 'creator_pending' AND EXISTS (
    SELECT FROM transfers t WHERE t.credit_account_id = a.id AND t.kind = 'unlock' AND t.created_at <= cutoff
      AND t.created_at > coalesce((SELECT max(s.cutoff_at) FROM settlements s
      WHERE s.creator_id = a.creator_id AND s.currency = a.currency), '-infinity'))
  ORDER BY a.id
$$;

-- check_lot.sql
-- A lot is an account of its wallet's currency and of its own kind.
-- A trigger, before the insert. Raises ZF002.
CREATE FUNCTION check_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM accounts a JOIN wallets w ON w.id = NEW.wallet_id AND w.currency = a.currency
    WHERE a.id = NEW.account_id AND a.type = (NEW.kind::text || '_lot')::account_type
  ) THEN
    RAISE EXCEPTION 'lot %: its account has another type or currency', NEW.account_id USING ERRCODE = 'ZF002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lots_checked BEFORE INSERT ON lots FOR EACH ROW EXECUTE FUNCTION check_lot();

-- check_transfers.sql
-- Both accounts of a transfer exist and share a currency: once per statement, with one index scan for all
-- accounts of a batch.
-- A trigger, after the insert. Raises ZF002.
CREATE FUNCTION check_transfers() RETURNS trigger
  LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  ids bigint[] := ARRAY(SELECT debit_account_id FROM added UNION SELECT credit_account_id FROM added);
  found bigint;
  currencies bigint;
BEGIN
  SELECT count(*), count(DISTINCT currency) INTO found, currencies FROM accounts WHERE id = ANY (ids);
  IF found <> cardinality(ids) OR (currencies > 1 AND EXISTS (
    SELECT FROM added t JOIN accounts d ON d.id = t.debit_account_id
      JOIN accounts c ON c.id = t.credit_account_id
    WHERE d.currency <> c.currency
  )) THEN
    RAISE EXCEPTION 'a transfer names an unknown account or two currencies' USING ERRCODE = 'ZF002';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER transfers_checked AFTER INSERT ON transfers
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_transfers();

-- check_unlocks.sql
-- The item of an unlock exists, and its wallet belongs to its reader: once per statement, in place of foreign
-- keys.
-- A trigger, after the insert. Raises ZF002.
CREATE FUNCTION check_unlocks() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_nestloop = off AS $$
DECLARE
  item_ids bigint[] := ARRAY(SELECT DISTINCT item_id FROM added);
  wallet_ids bigint[] := ARRAY(SELECT wallet_id FROM added);
BEGIN
  IF (SELECT count(*) FROM items WHERE id = ANY (item_ids)) <> cardinality(item_ids)
    OR (SELECT count(*) FROM added u JOIN wallets w ON w.id = u.wallet_id AND w.user_id = u.reader_id
    WHERE w.id = ANY (wallet_ids))
      <> cardinality(wallet_ids)
  THEN
    RAISE EXCEPTION 'an unlock names an unknown item, or a wallet that is not its reader''s'
      USING ERRCODE = 'ZF002';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER unlocks_checked AFTER INSERT ON unlocks
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_unlocks();

-- close_ledger_day.sql
-- Closes the earliest day that is over and not closed yet. A day is over an hour after its end: far longer
-- than any transaction lasts.
-- Gives the day, or null when none is left. Locks: one at a time.
CREATE FUNCTION close_ledger_day() RETURNS date LANGUAGE plpgsql AS $$
DECLARE
  due date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('farthing ledger days', 0));
  due := coalesce((SELECT max(day) + 1 FROM ledger_days_closed),
    (SELECT (min(created_at) AT TIME ZONE 'UTC')::date FROM transfers));
  IF due IS NULL OR clock_timestamp() < ((due + 1)::timestamp AT TIME ZONE 'UTC') + interval '1 hour' THEN
    RETURN NULL;
  END IF;
  INSERT INTO ledger_days SELECT * FROM ledger_movements(due::timestamp AT TIME ZONE 'UTC',
    (due + 1)::timestamp AT TIME ZONE 'UTC');
  INSERT INTO ledger_days_closed (day) VALUES (due);
  RETURN due;
END $$;

-- creator_account.sql
-- A creator's account of a type and a currency, opened on first use.
-- Takes the creator, the type and the currency. Gives the account's id. Pending accounts store no balance.
-- Waits for another transaction that opens the same one.
CREATE FUNCTION creator_account(creator bigint, wanted account_type, in_currency char(3)) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts WHERE creator_id = creator AND type = wanted
      AND currency = in_currency;
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (type, currency, creator_id, balance_micros)
    VALUES (wanted, in_currency, creator, CASE WHEN wanted <> 'creator_pending' THEN 0 END)
      ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- decide_spends.sql
-- Decides each request as if it were its wallet's only one, with what is needed to post it.
-- Takes the requests (wallet, item, price seen), the lots as they were read under their locks, and the
-- moment.
-- Gives one row per request. `lot` is the only lot with money when there is one alone; `needs_turn`: the
-- wallet has limits, or several lots. Reads only; inlined by its callers.
CREATE FUNCTION decide_spends(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  lot_wallets bigint[], lot_ids bigint[], lot_micros bigint[], lot_ends timestamptz[], at timestamptz
) RETURNS TABLE (
  n bigint, wallet bigint, item bigint, status text, reader bigint, pending bigint, unlock bigint,
    price bigint,
  bought_ms bigint, spendable bigint, lot bigint, needs_turn boolean
) LANGUAGE sql STABLE AS $$
  SELECT r.n, r.wallet_id, r.item_id,
    CASE WHEN w.id IS NULL THEN 'wallet_unknown'
      WHEN u.id IS NOT NULL THEN 'already_unlocked'
      WHEN i.id IS NULL OR p.item_id IS NULL THEN 'item_unavailable'
      WHEN w.status <> 'active' THEN 'wallet_frozen'
      WHEN p.price_micros <> r.seen_price THEN 'price_changed'
      WHEN p.price_micros > coalesce(m.spendable, 0) THEN 'insufficient_funds'
      ELSE 'unlocked' END,
    w.user_id, p.pending_account_id, u.id,
    CASE WHEN u.id IS NOT NULL THEN u.price_micros WHEN i.id IS NOT NULL THEN p.price_micros END,
    CASE WHEN u.id IS NOT NULL THEN floor(extract(epoch FROM u.created_at) * 1000)::bigint END,
    coalesce(m.spendable, 0), m.lot, w.daily_limit_micros IS NOT NULL OR w.monthly_limit_micros IS NOT NULL
      OR m.lots > 1
  FROM unnest(wallet_ids, item_ids, seen_prices) WITH ORDINALITY AS r (wallet_id, item_id, seen_price, n)
  LEFT JOIN (SELECT * FROM wallets WHERE id = ANY (wallet_ids) OFFSET 0) w ON w.id = r.wallet_id
  LEFT JOIN (
    SELECT l.wallet_id, sum(l.micros)::bigint AS spendable, count(*) AS lots, min(l.id) AS lot
    FROM unnest(lot_wallets, lot_ids, lot_micros, lot_ends) AS l (wallet_id, id, micros, ends)
    WHERE l.micros > 0 AND (l.ends IS NULL OR l.ends > at) GROUP BY l.wallet_id
  ) m ON m.wallet_id = r.wallet_id
  LEFT JOIN (SELECT * FROM item_prices WHERE item_id = ANY (item_ids) OFFSET 0) p
    ON p.item_id = r.item_id AND p.currency = w.currency
  LEFT JOIN (
    SELECT id FROM items WHERE id = ANY (item_ids) AND items.status = 'published'
      AND items.published_at <= at OFFSET 0
  ) i ON i.id = r.item_id
  LEFT JOIN LATERAL (
    SELECT u.id, u.price_micros, u.created_at FROM unlocks u
    WHERE u.reader_id = w.user_id AND u.item_id = r.item_id AND u.refunded_at IS NULL LIMIT 1
  ) u ON true
$$;

-- expire_grants.sql
-- Takes back what is left of gifts whose date has passed: the lot → promotions.
-- Takes how many at most. Gives how many were dealt with.
-- Locks each grant and its wallet's paid lot; a wallet that is busy is left for the next run. A gift that
-- cannot be taken back (class 23, ZF002, ZF003) is named in the server's log and left out, so that it keeps
-- no other from ending.
CREATE FUNCTION expire_grants(batch int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  g record;
  left_over bigint;
  dealt int := 0;
BEGIN
  FOR g IN
    SELECT gr.id, gr.lot_account_id, w.currency FROM grants gr
    JOIN wallets w ON w.id = gr.wallet_id JOIN lots paid ON paid.wallet_id = w.id AND paid.kind = 'paid'
    WHERE gr.expires_at <= now() AND gr.expired_at IS NULL
    -- Another order at each run, so that no number of bad ones stands at the head for ever.
    ORDER BY md5(gr.id::text || now()::text) LIMIT batch FOR NO KEY UPDATE OF gr, paid SKIP LOCKED
  LOOP
    BEGIN
      SELECT balance_micros INTO left_over FROM lots WHERE account_id = g.lot_account_id;
      IF left_over > 0 THEN
        PERFORM post_once(g.id, 'grant_expiry', 0, g.lot_account_id,
          platform_account('promotions', g.currency), left_over);
        UPDATE lots SET balance_micros = 0 WHERE account_id = g.lot_account_id;
      END IF;
      UPDATE grants SET expired_at = clock_timestamp() WHERE id = g.id;
      dealt := dealt + 1;
    EXCEPTION WHEN integrity_constraint_violation OR SQLSTATE 'ZF002' OR SQLSTATE 'ZF003' THEN
      RAISE WARNING 'gift % could not be taken back: %', g.id, SQLERRM;
    END;
  END LOOP;
  RETURN dealt;
END $$;

-- grant_promotion.sql
-- A gift: promotions → a new promotional lot.
-- Takes wallet, amount, the key of the grant and when it expires. Gives the grant; null if the wallet has one
-- of this key already.
-- Locks the paid lot. Raises ZF004 for an unknown wallet.
CREATE FUNCTION grant_promotion(wallet bigint, amount bigint, key text, expires timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  gift bigint;
  lot_currency char(3);
BEGIN
  SELECT w.currency INTO lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF lot_currency IS NULL THEN RAISE EXCEPTION 'wallet % is unknown', wallet USING ERRCODE = 'ZF004'; END IF;
  IF EXISTS (SELECT FROM grants WHERE wallet_id = wallet AND grant_key = key) THEN RETURN NULL; END IF;
  INSERT INTO accounts (type, currency) VALUES ('promotional_lot', lot_currency) RETURNING id INTO lot;
  INSERT INTO lots (account_id, wallet_id, kind, balance_micros, expires_at)
    VALUES (lot, wallet, 'promotional', amount, expires);
  INSERT INTO grants (wallet_id, lot_account_id, amount_micros, grant_key, expires_at)
  VALUES (wallet, lot, amount, key, expires) RETURNING id INTO gift;
  PERFORM post_once(gift, 'grant', 0, platform_account('promotions', lot_currency), lot, amount);
  RETURN gift;
END $$;

-- insert_only.sql
-- Transfers are insert-only, also for a replica (ALWAYS); rows that money refers to are never removed.
CREATE TRIGGER transfers_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_insert_only;
CREATE TRIGGER accounts_never_removed BEFORE DELETE OR TRUNCATE ON accounts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lots_never_removed BEFORE DELETE OR TRUNCATE ON lots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wallets_never_removed BEFORE DELETE OR TRUNCATE ON wallets
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER unlocks_never_removed BEFORE DELETE OR TRUNCATE ON unlocks
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- judge_reversal.sql
-- What taking an unlock back would mean now: from which settlement, and who bears which part. The platform's
-- fee goes back in the same share in which it was taken; what rounding there is favours the creator.
-- Takes the unlock. Gives settlement (null: not settled yet), the creator's part, the fee's part and what the
-- creator has available. Reads only.
CREATE FUNCTION judge_reversal(
  unlock bigint, OUT settlement bigint, OUT creator_part bigint, OUT fee_part bigint, OUT available bigint
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  u unlocks;
  pending accounts;
  s settlements;
BEGIN
  SELECT * INTO STRICT u FROM unlocks WHERE id = unlock;
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id
    WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  SELECT balance_micros INTO available FROM accounts
  WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available';
  available := coalesce(available, 0);
  SELECT * INTO s FROM settlements
  WHERE creator_id = pending.creator_id AND currency = pending.currency AND from_at < u.created_at
    AND cutoff_at >= u.created_at;
  settlement := s.id;
  fee_part := 0;
  IF s.id IS NOT NULL THEN
    fee_part := least(ceil(u.price_micros::numeric * s.fee_micros / s.gross_micros)::bigint,
      s.fee_micros - (SELECT coalesce(sum(fee_micros), 0) FROM unlock_reversals
        WHERE settlement_id = s.id)::bigint);
  END IF;
  creator_part := u.price_micros - fee_part;
END $$;

-- ledger_movements.sql
-- One row per day (UTC) and sort of movement from `since` until before `till`. `postings` counts each
-- business row once. Reads only.
CREATE FUNCTION ledger_movements(since timestamptz, till timestamptz)
RETURNS TABLE (day date, currency char(3), kind transfer_kind, debit_type account_type,
  credit_type account_type, postings bigint, amount_micros bigint)
LANGUAGE sql STABLE AS $$
  SELECT (t.created_at AT TIME ZONE 'UTC')::date, d.currency, t.kind, d.type, c.type,
    count(*) FILTER (WHERE t.leg = 0), sum(t.amount_micros)::bigint
  FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c ON c.id = t.credit_account_id
  WHERE t.created_at >= since AND t.created_at < till GROUP BY 1, 2, 3, 4, 5
$$;

-- limit_left_micros.sql
-- What a wallet may still spend today and this month of its time zone; null if it has no limit. Where clocks
-- are put back at one o'clock in the night (Havana, the Azores), midnight strikes twice and the day begins
-- with the first. PostgreSQL takes the second for the moment of a local midnight, so what was bought in the
-- hour between counted for no day. Local times are compared instead; the moment, less a day, keeps the search
-- short.
-- Reads only.
CREATE FUNCTION limit_left_micros(wallet bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT least(
    w.daily_limit_micros - (SELECT coalesce(sum(u.price_micros), 0)::bigint FROM unlocks u
      WHERE u.reader_id = w.user_id AND u.refunded_at IS NULL AND u.wallet_id = w.id
        AND w.daily_limit_micros IS NOT NULL
        AND u.created_at >= date_trunc('day', at AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone - interval
        '1 day'
        AND u.created_at AT TIME ZONE w.time_zone >= date_trunc('day', at AT TIME ZONE w.time_zone)),
    w.monthly_limit_micros - (SELECT coalesce(sum(u.price_micros), 0)::bigint FROM unlocks u
      WHERE u.reader_id = w.user_id AND u.refunded_at IS NULL AND u.wallet_id = w.id
        AND w.monthly_limit_micros IS NOT NULL
        AND u.created_at >= date_trunc('month', at AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone -
        interval '1 day'
        AND u.created_at AT TIME ZONE w.time_zone >= date_trunc('month', at AT TIME ZONE w.time_zone)))
  FROM wallets w WHERE w.id = wallet
$$;

-- lock_available.sql
-- The creator's available earnings; null: never earned anything in this currency. Locks them until the
-- transaction ends.
CREATE FUNCTION lock_available(creator bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql AS $$
  SELECT balance_micros FROM accounts WHERE creator_id = creator AND type = 'creator_available'
    AND currency = in_currency FOR NO KEY UPDATE
$$;

-- lock_paid_lot.sql
-- What the wallet's paid lot holds. Locks it until the transaction ends.
CREATE FUNCTION lock_paid_lot(wallet bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT balance_micros FROM lots WHERE wallet_id = wallet AND kind = 'paid' FOR NO KEY UPDATE
$$;

-- open_wallet.sql
-- The reader's wallet in a currency with its paid lot, opened on first use.
-- Takes the reader, the currency and the time zone of a new wallet (null: UTC). Gives the wallet's row.
-- Waits for another transaction that opens the same one.
CREATE FUNCTION open_wallet(reader bigint, in_currency char(3), in_time_zone text) RETURNS SETOF wallets
  LANGUAGE plpgsql AS $$
DECLARE
  opened bigint;
  lot bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM wallets WHERE user_id = reader AND currency = in_currency) THEN
    -- On a conflict this waits for the other transaction; the row below is then the other's.
    INSERT INTO wallets (user_id, currency, time_zone)
      VALUES (reader, in_currency, coalesce(in_time_zone, 'UTC'))
    ON CONFLICT (user_id, currency) DO NOTHING RETURNING id INTO opened;
    IF opened IS NOT NULL THEN
      INSERT INTO accounts (type, currency) VALUES ('paid_lot', in_currency) RETURNING id INTO lot;
      INSERT INTO lots (account_id, wallet_id, kind) VALUES (lot, opened, 'paid');
    END IF;
  END IF;
  RETURN QUERY SELECT * FROM wallets WHERE user_id = reader AND currency = in_currency;
END $$;

-- platform_account.sql
-- The platform's account of a type and a currency, opened on first use.
-- Takes a type that belongs to nobody, and a currency. Gives the account's id.
-- Waits for another transaction that opens the same one.
CREATE FUNCTION platform_account(wanted account_type, in_currency char(3)) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  LOOP
    SELECT id INTO found FROM accounts
    WHERE type = wanted AND currency = in_currency AND creator_id IS NULL
      AND type NOT IN ('paid_lot', 'promotional_lot');
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO accounts (type, currency) VALUES (wanted, in_currency) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- post_adjustment.sql
-- Puts a balance right: from the adjustments account or to it. A lot and a stored balance move with it; a
-- CHECK keeps both from falling below zero.
-- Takes adjustment, account and the signed amount. Gives true if it was posted now.
-- Locks the paid lot of the account's wallet. Raises ZF004 for an unknown account, ZF003 for another amount,
-- ZF024 if no adjustment says so.
CREATE FUNCTION post_adjustment(adjustment bigint, account bigint, amount bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  adjusted accounts;
  other bigint;
  posted boolean;
BEGIN
  PERFORM FROM lots paid WHERE paid.kind = 'paid'
    AND paid.wallet_id = (SELECT wallet_id FROM lots WHERE account_id = account)
  FOR NO KEY UPDATE;
  SELECT * INTO adjusted FROM accounts WHERE id = account;
  IF adjusted.id IS NULL THEN RAISE EXCEPTION 'account % is unknown', account USING ERRCODE = 'ZF004'; END IF;
  other := platform_account('adjustments', adjusted.currency);
  posted := CASE WHEN amount > 0 THEN post_once(adjustment, 'adjustment', 0, other, account, amount)
    ELSE post_once(adjustment, 'adjustment', 0, account, other, -amount) END;
  IF posted THEN
    UPDATE lots SET balance_micros = balance_micros + amount WHERE account_id = account;
    UPDATE accounts SET balance_micros = balance_micros + amount WHERE id = account
      AND balance_micros IS NOT NULL;
  END IF;
  RETURN posted;
END $$;

-- post_dispute_end.sql
-- Posts what is still to be posted so that the net loss of a dispute is `target`, what the bank holds of it
-- for good: more from the paid lot as far as it has money and the rest as the platform's loss (only if
-- `may_lose`), less back to where it was taken from, the platform's part first.
-- Gives what was lost and came back in all. Locks the paid lot and reads what is posted, so a repeat posts
-- nothing.
CREATE FUNCTION post_dispute_end(
  dispute bigint, wallet bigint, target bigint, may_lose boolean,
  OUT lost_lot bigint, OUT lost_platform bigint, OUT back_lot bigint, OUT back_platform bigint
) LANGUAGE plpgsql AS $$
DECLARE
  lot lots;
  in_currency char(3);
  held bigint;
  losses bigint;
  lost_leg int;
  back_leg int;
  missing bigint;
  from_lot bigint;
  to_platform bigint;
BEGIN
  SELECT l.* INTO STRICT lot FROM lots l WHERE l.wallet_id = wallet AND l.kind = 'paid' FOR NO KEY UPDATE;
  SELECT w.currency INTO STRICT in_currency FROM wallets w WHERE w.id = wallet;
  held := platform_account('disputes_held', in_currency);
  losses := platform_account('dispute_losses', in_currency);
  SELECT coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_lost'
    AND t.debit_account_id = lot.account_id), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_lost' AND t.debit_account_id = losses), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_recovered'
      AND t.credit_account_id = lot.account_id), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_recovered'
      AND t.credit_account_id = losses), 0),
    coalesce(max(t.leg) FILTER (WHERE t.kind = 'dispute_lost') + 1, 0),
      coalesce(max(t.leg) FILTER (WHERE t.kind = 'dispute_recovered') + 1, 0)
  INTO lost_lot, lost_platform, back_lot, back_platform, lost_leg, back_leg
  FROM transfers t WHERE t.ref = dispute AND t.kind IN ('dispute_lost', 'dispute_recovered');
  missing := greatest(target, 0) - (lost_lot + lost_platform - back_lot - back_platform);
  IF missing > 0 AND may_lose THEN
    from_lot := least(lot.balance_micros, missing);
    IF from_lot > 0 THEN
      PERFORM post_once(dispute, 'dispute_lost', lost_leg, lot.account_id, held, from_lot);
      UPDATE lots SET balance_micros = balance_micros - from_lot WHERE account_id = lot.account_id;
      lost_lot := lost_lot + from_lot;
      lost_leg := lost_leg + 1;
    END IF;
    IF missing > from_lot THEN
      PERFORM post_once(dispute, 'dispute_lost', lost_leg, losses, held, missing - from_lot);
      lost_platform := lost_platform + missing - from_lot;
    END IF;
  ELSIF missing < 0 THEN
    to_platform := least(lost_platform - back_platform, -missing);
    IF to_platform > 0 THEN
      PERFORM post_once(dispute, 'dispute_recovered', back_leg, held, losses, to_platform);
      back_platform := back_platform + to_platform;
      back_leg := back_leg + 1;
    END IF;
    IF -missing > to_platform THEN
      PERFORM post_once(dispute, 'dispute_recovered', back_leg, held, lot.account_id, -missing - to_platform);
      UPDATE lots SET balance_micros = balance_micros + (-missing - to_platform)
        WHERE account_id = lot.account_id;
      back_lot := back_lot - missing - to_platform;
    END IF;
  END IF;
END $$;

-- post_dispute_movement.sql
-- The bank takes money (below zero) or gives it back: disputes held → card clearing, or the other way.
-- Takes dispute, leg, currency and amount. Gives true if it was posted now. Raises ZF003.
CREATE FUNCTION post_dispute_movement(dispute bigint, for_leg int, in_currency char(3),
  amount bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  held bigint := platform_account('disputes_held', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
BEGIN
  IF amount = 0 THEN RETURN false; END IF;
  RETURN CASE WHEN amount < 0 THEN post_once(dispute, 'dispute_opened', for_leg, held, clearing, -amount)
    ELSE post_once(dispute, 'dispute_won', for_leg, clearing, held, amount) END;
END $$;

-- post_fee.sql
-- What the processor takes, or gives back (below zero): processing fees → card clearing.
-- Takes the row's id, kind, leg, currency and amount. Gives true if it was posted now. Raises ZF003.
CREATE FUNCTION post_fee(for_ref bigint, as_kind transfer_kind, for_leg int, in_currency char(3),
  amount bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  fees bigint := platform_account('processing_fees', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
BEGIN
  IF amount = 0 THEN RETURN false; END IF;
  RETURN CASE WHEN amount > 0 THEN post_once(for_ref, as_kind, for_leg, fees, clearing, amount)
    ELSE post_once(for_ref, as_kind, for_leg, clearing, fees, -amount) END;
END $$;

-- post_once.sql
-- Posts one transfer, unless this business row has it already: the key (ref, kind, leg) makes a second
-- posting impossible.
-- Takes the row's id, the kind, the leg, both accounts and the amount. Gives true if it was posted now.
-- Raises ZF003 if it was posted before with other accounts or another amount.
CREATE FUNCTION post_once(
  for_ref bigint, for_kind transfer_kind, for_leg int, debit bigint, credit bigint, amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE posted transfers;
BEGIN
  INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
  VALUES (for_ref, for_kind, for_leg, debit, credit, amount, clock_timestamp()) ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN true; END IF;
  SELECT * INTO posted FROM transfers WHERE ref = for_ref AND kind = for_kind AND leg = for_leg;
  IF (posted.debit_account_id, posted.credit_account_id, posted.amount_micros) IS DISTINCT
    FROM (debit, credit, amount) THEN
    RAISE EXCEPTION '% % was posted before with other accounts or another amount', for_kind, for_ref
      USING ERRCODE = 'ZF003';
  END IF;
  RETURN false;
END $$;

-- post_payout_step.sql
-- One step of a payout: sent, paid, reversed or failed.
-- Takes payout, step, leg, creator, currency and amount. Gives false if it was posted before.
-- Locks available and in transit, in this order everywhere. Raises ZF005 for another kind, ZF003 for a repeat
-- with another amount or creator.
CREATE FUNCTION post_payout_step(
  payout bigint, step transfer_kind, step_leg int, creator bigint, in_currency char(3), amount bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  available bigint := creator_account(creator, 'creator_available', in_currency);
  in_transit bigint := creator_account(creator, 'creator_in_transit', in_currency);
  clearing bigint := platform_account('card_clearing', in_currency);
  debit bigint;
  credit bigint;
BEGIN
  CASE step
    WHEN 'payout_sent' THEN debit := available; credit := in_transit;
    WHEN 'payout_paid' THEN debit := in_transit; credit := clearing;
    WHEN 'payout_reversed' THEN debit := clearing; credit := in_transit;
    WHEN 'payout_failed' THEN debit := in_transit; credit := available;
    ELSE RAISE EXCEPTION '% is no step of a payout', step USING ERRCODE = 'ZF005';
  END CASE;
  PERFORM FROM accounts WHERE id IN (available, in_transit) ORDER BY type FOR NO KEY UPDATE;
  IF NOT post_once(payout, step, step_leg, debit, credit, amount) THEN RETURN false; END IF;
  UPDATE accounts SET balance_micros = balance_micros + CASE WHEN id = credit THEN amount ELSE -amount END
  WHERE id IN (debit, credit) AND id <> clearing;
  RETURN true;
END $$;

-- post_refund.sql
-- A refund leaves: the paid lot → card clearing, and what the lot no longer holds from adjustments, as the
-- platform's loss.
-- Takes refund, kind, wallet, amount and the lot's part of it. Gives true if anything was posted now.
-- Locks the paid lot. Raises ZF003.
CREATE FUNCTION post_refund(refund bigint, as_kind transfer_kind, wallet bigint, amount bigint,
  from_lot bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
  posted boolean := false;
BEGIN
  SELECT l.account_id, w.currency INTO STRICT lot, lot_currency FROM wallets w
    JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF from_lot > 0 AND post_once(refund, as_kind, 0, lot, platform_account('card_clearing', lot_currency),
    from_lot) THEN
    UPDATE lots SET balance_micros = balance_micros - from_lot WHERE account_id = lot;
    posted := true;
  END IF;
  IF amount > from_lot AND post_once(refund, as_kind, 1, platform_account('adjustments', lot_currency),
      platform_account('card_clearing', lot_currency), amount - from_lot) THEN
    posted := true;
  END IF;
  RETURN posted;
END $$;

-- post_refund_returned.sql
-- A refund that did not reach the card: everything goes back to where it was taken from.
-- Takes refund, wallet, amount and the lot's part of it. Gives true if anything was posted now.
-- Locks the paid lot. Raises ZF003.
CREATE FUNCTION post_refund_returned(refund bigint, wallet bigint, amount bigint,
  from_lot bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
  posted boolean := false;
BEGIN
  SELECT l.account_id, w.currency INTO STRICT lot, lot_currency FROM wallets w
    JOIN lots l ON l.wallet_id = w.id AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF from_lot > 0 AND post_once(refund, 'refund_returned', 0, platform_account('card_clearing', lot_currency),
    lot, from_lot) THEN
    UPDATE lots SET balance_micros = balance_micros + from_lot WHERE account_id = lot;
    posted := true;
  END IF;
  IF amount > from_lot AND post_once(refund, 'refund_returned', 1,
    platform_account('card_clearing', lot_currency),
      platform_account('adjustments', lot_currency), amount - from_lot) THEN
    posted := true;
  END IF;
  RETURN posted;
END $$;

-- post_top_up.sql
-- Card money arrives: card clearing → the wallet's paid lot.
-- Takes top-up, wallet and amount. Gives true if it was posted now.
-- Locks the paid lot. Raises ZF004 for an unknown wallet, ZF003 for a repeat with another amount.
CREATE FUNCTION post_top_up(top_up bigint, wallet bigint, amount bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  lot bigint;
  lot_currency char(3);
BEGIN
  SELECT l.account_id, w.currency INTO lot, lot_currency FROM wallets w JOIN lots l ON l.wallet_id = w.id
    AND l.kind = 'paid'
  WHERE w.id = wallet FOR NO KEY UPDATE OF l;
  IF lot IS NULL THEN RAISE EXCEPTION 'wallet % is unknown', wallet USING ERRCODE = 'ZF004'; END IF;
  IF NOT post_once(top_up, 'top_up', 0, platform_account('card_clearing', lot_currency), lot, amount) THEN
    RETURN false;
  END IF;
  UPDATE lots SET balance_micros = balance_micros + amount WHERE account_id = lot;
  RETURN true;
END $$;

-- refund_unlock.sql
-- Takes an unlock back for its reader: creator pending → the same lots; the part of an expired gift →
-- promotions.
-- Takes reader, unlock, the window in minutes, and how many refunds the reader has in how many days.
-- Gives a status (refunded, already_refunded, not_found, key_shown, settled, window_over, quota_used), what
-- came back, the balance and the item.
-- Locks all lots of the reader in the order of spend(), because the quota is the reader's; the licence key;
-- and shares the pending account with other refunds, but not with a settlement.
CREATE FUNCTION refund_unlock(
  reader bigint, unlock bigint, window_minutes int, quota int, quota_days int,
  OUT status text, OUT amount bigint, OUT balance bigint, OUT item bigint
) LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  at timestamptz;
  pending bigint;
  promotions bigint;
  freed_key bigint;
BEGIN
  -- All wallets of the reader, because the quota is the reader's.
  PERFORM FROM lots WHERE wallet_id IN (SELECT id FROM wallets WHERE user_id = reader)
  ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE;
  at := clock_timestamp();
  SELECT * INTO u FROM unlocks WHERE id = unlock AND reader_id = reader;
  IF u.id IS NULL THEN status := 'not_found'; RETURN; END IF;
  item := u.item_id;

  IF u.refunded_at IS NOT NULL THEN
    status := 'already_refunded';
  ELSE
    -- Shared with show_licence_key: of the two, one comes first.
    PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || u.item_id || ':' || reader, 0));
    IF EXISTS (SELECT FROM licence_keys WHERE unlock_id = unlock AND shown_at IS NOT NULL) THEN
      status := 'key_shown'; RETURN;
    END IF;
    SELECT credit_account_id INTO STRICT pending FROM transfers WHERE ref = unlock AND kind = 'unlock'
      LIMIT 1;
    -- Shared with other refunds, exclusive of a settlement.
    PERFORM FROM accounts WHERE id = pending FOR SHARE;
    IF EXISTS (
      SELECT FROM settlements s JOIN accounts a ON a.creator_id = s.creator_id AND a.currency = s.currency
      WHERE a.id = pending AND s.from_at < u.created_at AND s.cutoff_at >= u.created_at
    ) THEN status := 'settled'; RETURN; END IF;
    IF at > u.created_at + make_interval(mins => window_minutes) THEN status := 'window_over'; RETURN; END IF;
    IF (SELECT count(*) FROM unlocks WHERE reader_id = reader
      AND refunded_at > at - make_interval(days => quota_days)) >= quota THEN
      status := 'quota_used'; RETURN;
    END IF;

    SELECT platform_account('promotions', w.currency) INTO promotions FROM wallets w WHERE w.id = u.wallet_id;
    WITH returned AS (
      INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
      SELECT t.ref, 'unlock_refund', t.leg, t.credit_account_id,
        CASE WHEN l.expires_at <= at THEN promotions ELSE t.debit_account_id END, t.amount_micros, at
      FROM transfers t JOIN lots l ON l.account_id = t.debit_account_id
      WHERE t.ref = unlock AND t.kind = 'unlock'
      RETURNING credit_account_id, amount_micros
    )
    UPDATE lots SET balance_micros = lots.balance_micros + r.amount_micros
    FROM returned r WHERE lots.account_id = r.credit_account_id;
    UPDATE unlocks SET refunded_at = at WHERE id = unlock;
    -- Nobody has seen its key: the next reader can have it; one that was made here goes.
    WITH freed AS (UPDATE licence_keys SET unlock_id = NULL, given_at = NULL WHERE unlock_id = unlock
      RETURNING id)
    SELECT id INTO freed_key FROM freed;
    DELETE FROM licence_keys k USING items i WHERE k.id = freed_key AND i.id = k.item_id
      AND i.key_supply = 'generated';
    status := 'refunded';
  END IF;

  SELECT coalesce(sum(t.amount_micros), 0)::bigint INTO amount
  FROM transfers t JOIN lots l ON l.account_id = t.credit_account_id WHERE t.ref = unlock
    AND t.kind = 'unlock_refund';
  balance := spendable_micros(u.wallet_id, at);
END $$;

-- refuse_account_change.sql
-- An account keeps its type, currency and owner.
-- A trigger, before each update of an account. Raises ZF001.
CREATE FUNCTION refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.type, NEW.currency) IS DISTINCT FROM (OLD.id, OLD.type, OLD.currency)
     OR NEW.creator_id IS DISTINCT FROM OLD.creator_id THEN
    RAISE EXCEPTION 'account %: type, currency and owner never change', OLD.id USING ERRCODE = 'ZF001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_fixed BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_account_change();

-- refuse_lot_change.sql
-- A lot keeps its wallet and its kind.
-- A trigger. AFTER, and of named columns: a BEFORE trigger would lock each lot once more for every spend.
-- Raises ZF001.
CREATE FUNCTION refuse_lot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lot %: wallet and kind never change', OLD.account_id USING ERRCODE = 'ZF001';
END $$;
CREATE TRIGGER lots_fixed AFTER UPDATE OF account_id, wallet_id, kind ON lots FOR EACH ROW
  WHEN (OLD.account_id <> NEW.account_id OR OLD.wallet_id <> NEW.wallet_id OR OLD.kind <> NEW.kind)
  EXECUTE FUNCTION refuse_lot_change();

-- refuse_unlock_change.sql
-- Of an unlock only the refund mark may change, and once.
-- A trigger, before each update of an unlock. Raises ZF001.
CREATE FUNCTION refuse_unlock_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'unlock %: only an unset refunded_at may change', OLD.id USING ERRCODE = 'ZF001';
END $$;
CREATE TRIGGER unlocks_fixed BEFORE UPDATE ON unlocks FOR EACH ROW
  WHEN (OLD.refunded_at IS NOT NULL OR (OLD.id, OLD.wallet_id, OLD.reader_id, OLD.item_id, OLD.price_micros,
    OLD.created_at)
        IS DISTINCT FROM (NEW.id, NEW.wallet_id, NEW.reader_id, NEW.item_id, NEW.price_micros,
          NEW.created_at))
  EXECUTE FUNCTION refuse_unlock_change();

-- refuse_wallet_change.sql
-- A wallet keeps its owner and its currency.
-- A trigger, before each update of a wallet. Raises ZF001.
CREATE FUNCTION refuse_wallet_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'wallet %: owner and currency never change', OLD.id USING ERRCODE = 'ZF001';
END $$;
CREATE TRIGGER wallets_fixed BEFORE UPDATE ON wallets FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.user_id <> NEW.user_id OR OLD.currency <> NEW.currency)
  EXECUTE FUNCTION refuse_wallet_change();

-- reverse_unlock.sql
-- Takes an unlock back for an admin, after its window: from pending, from available and fees, or from
-- adjustments → the lots that had paid.
-- Takes unlock, source, admin, reason, and the request that a second admin agreed to (or null). Gives a
-- status (reversed, not_found, already_refunded, own_account, changed, creator_short, second_admin_needed)
-- and the amount.
-- Locks all lots of the reader in the order of spend(), shares the pending account with refunds, and locks
-- available.
-- Raises what the triggers of unlock_reversals and transfers raise (ZF020 to ZF024).
CREATE FUNCTION reverse_unlock(
  unlock bigint, wanted reversal_source, actor bigint, why text, request bigint, OUT status text,
    OUT amount bigint
) LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  pending accounts;
  judged record;
  at timestamptz;
  promotions bigint;
  available_account bigint;
  fee_part bigint;
  platform_part bigint;
BEGIN
  SELECT * INTO u FROM unlocks WHERE id = unlock;
  IF u.id IS NULL THEN status := 'not_found'; RETURN; END IF;
  PERFORM FROM lots WHERE wallet_id IN (SELECT id FROM wallets WHERE user_id = u.reader_id)
  ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE;
  at := clock_timestamp();
  SELECT * INTO u FROM unlocks WHERE id = unlock;
  amount := u.price_micros;
  IF u.refunded_at IS NOT NULL THEN status := 'already_refunded'; RETURN; END IF;
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id
    WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  IF has_part_in_unlock(actor, unlock) THEN status := 'own_account'; RETURN; END IF;
  -- Shared with refunds, exclusive of a settlement.
  PERFORM FROM accounts WHERE id = pending.id FOR SHARE;
  IF wanted = 'available' THEN
    SELECT id INTO available_account FROM accounts
    WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available'
      FOR NO KEY UPDATE;
  END IF;
  SELECT * INTO judged FROM judge_reversal(unlock);
  IF (judged.settlement IS NULL) <> (wanted = 'pending') THEN status := 'changed'; RETURN; END IF;
  IF wanted = 'available' AND judged.available < judged.creator_part THEN
    status := 'creator_short'; RETURN;
  END IF;
  fee_part := CASE wanted WHEN 'available' THEN judged.fee_part ELSE 0 END;
  platform_part := CASE wanted WHEN 'platform' THEN u.price_micros ELSE 0 END;
  IF request IS NULL AND fee_part + platform_part > 0
    AND needs_second_admin(actor, pending.currency, fee_part + platform_part) THEN
    status := 'second_admin_needed'; RETURN;
  END IF;

  INSERT INTO unlock_reversals (unlock_id, source, amount_micros, creator_micros, fee_micros, platform_micros,
    settlement_id, actor_id, note, request_id)
  VALUES (unlock, wanted, u.price_micros, u.price_micros - fee_part - platform_part, fee_part, platform_part,
    judged.settlement, actor, why, request);

  promotions := platform_account('promotions', pending.currency);
  -- Who pays and which lots are paid: two partitions of the same amount, laid over each other.
  WITH sources (account, micros, n) AS (
    SELECT * FROM (VALUES
      (CASE wanted WHEN 'pending' THEN pending.id WHEN 'available' THEN available_account
        ELSE platform_account('adjustments', pending.currency) END,
        CASE wanted WHEN 'available' THEN judged.creator_part ELSE u.price_micros END, 1),
      (CASE WHEN wanted = 'available' THEN platform_account('platform_fees', pending.currency) END, fee_part,
        2)
    ) AS v (account, micros, n) WHERE micros > 0
  ), givers AS (
    SELECT account, sum(micros) OVER (ORDER BY n) - micros AS since, sum(micros) OVER (ORDER BY n) AS till
      FROM sources
  ), takers AS (
    SELECT CASE WHEN l.expires_at <= at THEN promotions ELSE t.debit_account_id END AS account,
      sum(t.amount_micros) OVER (ORDER BY t.leg) - t.amount_micros AS since,
        sum(t.amount_micros) OVER (ORDER BY t.leg) AS till
    FROM transfers t JOIN lots l ON l.account_id = t.debit_account_id WHERE t.ref = unlock
      AND t.kind = 'unlock'
  ), posted AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock, CASE wanted WHEN 'pending' THEN 'unlock_refund'::transfer_kind
      ELSE 'unlock_reversal'::transfer_kind END,
      row_number() OVER (ORDER BY g.since, k.since) - 1, g.account, k.account,
        (least(g.till, k.till) - greatest(g.since, k.since))::bigint, at
    FROM givers g JOIN takers k ON k.since < g.till AND g.since < k.till
    RETURNING credit_account_id, amount_micros
  )
  UPDATE lots SET balance_micros = lots.balance_micros + p.micros
  FROM (SELECT credit_account_id AS id, sum(amount_micros)::bigint AS micros FROM posted GROUP BY 1) p
    WHERE lots.account_id = p.id;
  IF wanted = 'available' THEN
    UPDATE accounts SET balance_micros = balance_micros - judged.creator_part WHERE id = available_account;
  END IF;
  UPDATE unlocks SET refunded_at = at WHERE id = unlock;
  status := 'reversed';
END $$;

-- settle_account.sql
-- Settles one pending account: pending → available (net) and platform fees. Gifts pay for all of the net that
-- is not earned from paid money, whose part is rounded down.
-- Takes the account, the cut-off and the fee in percent. Gives the settlement; null if there is nothing to
-- settle.
-- Locks the pending account: waits for refunds in flight and keeps new ones out; settlements of one creator
-- go one after the other. Raises ZF004 if it is no pending account.
CREATE FUNCTION settle_account(pending_id bigint, cutoff timestamptz, fee_percent int) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  pending accounts;
  available bigint;
  since timestamptz;
  unlocks_settled int;
  gross bigint;
  paid bigint;
  fee bigint;
  settled bigint;
BEGIN
  -- Waits for refunds in flight and keeps new ones out; settlements of one creator go one after the other.
  SELECT * INTO pending FROM accounts WHERE id = pending_id AND type = 'creator_pending' FOR UPDATE;
  IF pending.id IS NULL THEN
    RAISE EXCEPTION 'account % is not a pending account', pending_id USING ERRCODE = 'ZF004';
  END IF;
  SELECT coalesce(max(cutoff_at), '-infinity') INTO since FROM settlements
    WHERE creator_id = pending.creator_id AND currency = pending.currency;
  SELECT count(DISTINCT t.ref), coalesce(sum(t.amount_micros), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE l.kind = 'paid'), 0)
  INTO unlocks_settled, gross, paid
  FROM transfers t JOIN unlocks u ON u.id = t.ref AND u.refunded_at IS NULL
    JOIN lots l ON l.account_id = t.debit_account_id
  WHERE t.credit_account_id = pending_id AND t.kind = 'unlock' AND t.created_at > since
    AND t.created_at <= cutoff;
  IF gross = 0 THEN RETURN NULL; END IF;

  fee := gross * fee_percent / 100;
  available := creator_account(pending.creator_id, 'creator_available', pending.currency);
  INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros, fee_micros,
    net_micros, gift_micros)
  VALUES (pending.creator_id, pending.currency, greatest(since, timestamptz 'epoch'), cutoff, unlocks_settled,
    gross, fee, gross - fee,
    gross - fee - floor((gross - fee)::numeric * paid / gross)::bigint)
  RETURNING id INTO settled;
  IF gross > fee THEN
    PERFORM post_once(settled, 'settlement', 0, pending_id, available, gross - fee);
    UPDATE accounts SET balance_micros = balance_micros + gross - fee WHERE id = available;
  END IF;
  IF fee > 0 THEN
    PERFORM post_once(settled, 'platform_fee', 0, pending_id,
      platform_account('platform_fees', pending.currency), fee);
  END IF;
  RETURN settled;
END $$;

-- spend.sql
-- The hot path: unlocks many items for many wallets in one call; lib/ground/ledger/spend.ts is its only
-- caller.
-- Takes, for each request, the wallet, the item and the price that the reader saw.
-- Gives, for each request, its place, a status (unlocked, already_unlocked, insufficient_funds,
-- price_changed, limit_reached, wallet_frozen, item_unavailable, wallet_unknown), unlock, price, earlier
-- purchase and balance; of a place that comes twice the later answer counts.
-- Locks the lots of all wallets in the order of (wallet, kind, expiry, lot), so that calls never wait in a
-- circle. A lot's balance changes only while its wallet's paid lot is locked, and what is posted is dated
-- after the lock is held: the transfers of one wallet are dated in the order in which they happened.
-- Raises nothing of its own; what a trigger or CHECK refuses fails the whole call.
CREATE FUNCTION spend(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  OUT places int[], OUT statuses text[], OUT unlock_ids bigint[], OUT prices bigint[],
  OUT bought_at_ms bigint[], OUT balances bigint[], OUT now_ms bigint
) LANGUAGE plpgsql
-- Planned once per connection, perhaps on empty tables. Each table is read by one index scan for all keys
-- (= ANY), which visits a page once however many keys are on it; the few hundred rows are then joined by
-- hashing.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_nestloop = off SET enable_mergejoin = off
AS $$
DECLARE
  at timestamptz;
  lot_wallets bigint[];
  lot_ids bigint[];
  lot_micros bigint[];
  lot_ends timestamptz[];
  lot_places tid[];          -- where the locked rows stand: nobody else can move them now
  paid_lots bigint;
  repeated bigint[] := '{}';  -- wallets with several requests here
  in_turn int[];
BEGIN
  SELECT array_agg(wallet_id), array_agg(account_id), array_agg(balance_micros), array_agg(expires_at),
    array_agg(place), count(*) FILTER (WHERE kind = 'paid')
  INTO lot_wallets, lot_ids, lot_micros, lot_ends, lot_places, paid_lots
  FROM (
    SELECT wallet_id, account_id, balance_micros, expires_at, kind, ctid AS place FROM lots
    WHERE wallet_id = ANY (wallet_ids) AND (kind = 'paid' OR balance_micros > 0)
    ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE
  ) locked;
  at := clock_timestamp();
  now_ms := floor(extract(epoch FROM at) * 1000);
  IF paid_lots < cardinality(wallet_ids) THEN
    repeated := ARRAY(SELECT wallet FROM unnest(wallet_ids) AS wallet GROUP BY wallet HAVING count(*) > 1);
  END IF;

  -- The usual request is its wallet's only one here and is paid from one lot: decided and posted in one
  -- statement.
  WITH decided AS MATERIALIZED (
    SELECT *, CASE WHEN status = 'unlocked' THEN nextval('unlocks_id_seq') ELSE unlock END AS unlock_id FROM (
      SELECT d.n, d.wallet, d.item, d.reader, d.pending, d.unlock, d.price, d.bought_ms, d.spendable, d.lot,
        CASE WHEN d.needs_turn OR d.wallet = ANY (repeated) THEN 'in_turn' ELSE d.status END AS status
      FROM decide_spends(wallet_ids, item_ids, seen_prices, lot_wallets, lot_ids, lot_micros, lot_ends, at) d
    ) s
  ), lots_drained AS (
    UPDATE lots SET balance_micros = lots.balance_micros - d.price FROM decided d
    WHERE d.status = 'unlocked' AND lots.account_id = d.lot AND lots.ctid = ANY (lot_places)
  ), transfers_made AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock_id, 'unlock', 0, lot, pending, price, at FROM decided WHERE status = 'unlocked'
  ), unlocks_made AS (
    INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at)
    SELECT unlock_id, wallet, reader, item, price, at FROM decided WHERE status = 'unlocked'
  )
  SELECT array_agg(n), array_agg(status), array_agg(unlock_id), array_agg(price), array_agg(bought_ms),
    array_agg(CASE WHEN status = 'unlocked' THEN spendable - price ELSE spendable END),
    array_agg(n ORDER BY n) FILTER (WHERE status = 'in_turn')
  INTO places, statuses, unlock_ids, prices, bought_at_ms, balances, in_turn
  FROM decided;

  IF in_turn IS NOT NULL THEN
    -- Later answers for a place replace the earlier "in_turn".
    SELECT spend.places || in_turn, spend.statuses || s.statuses, spend.unlock_ids || s.unlock_ids,
      spend.prices || s.prices,
      spend.bought_at_ms || s.bought_at_ms, spend.balances || s.balances
    INTO places, statuses, unlock_ids, prices, bought_at_ms, balances
    FROM (
      SELECT array_agg(wallet_ids[n]) AS wallets, array_agg(item_ids[n]) AS items,
        array_agg(seen_prices[n]) AS seen FROM unnest(in_turn) AS n
    ) l, spend_in_turn(l.wallets, l.items, l.seen, lot_wallets, lot_ids, lot_micros, lot_ends, at) s;
  END IF;
END $$;

-- spend_in_turn.sql
-- The requests that depend on each other, or on more than one lot: decided one after the other, then posted
-- together.
-- Takes and gives what spend() does. spend() has locked the lots and gives them in the order of spending.
CREATE FUNCTION spend_in_turn(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  lot_wallets bigint[], lot_ids bigint[], lot_micros bigint[], lot_ends timestamptz[], at timestamptz,
  OUT statuses text[], OUT unlock_ids bigint[], OUT prices bigint[], OUT bought_at_ms bigint[],
  OUT balances bigint[]
) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_nestloop = off SET enable_mergejoin = off
AS $$
DECLARE
  readers bigint[];
  pendings bigint[];
  offsets bigint[];      -- what earlier requests of the same wallet take in this call
  winners int[];         -- for the first request of a reader for an item: the one that got it
  q record;
  last_wallet bigint := 0;
  available bigint;
  limit_left bigint;
  spent bigint;
BEGIN
  SELECT array_agg(status), array_agg(reader), array_agg(pending), array_agg(unlock), array_agg(price),
    array_agg(bought_ms),
    array_agg(spendable)
  INTO statuses, readers, pendings, unlock_ids, prices, bought_at_ms, balances
  FROM (
    SELECT * FROM decide_spends(wallet_ids, item_ids, seen_prices, lot_wallets, lot_ids, lot_micros,
      lot_ends, at) ORDER BY n
  ) d;

  winners := array_fill(NULL::int, ARRAY[cardinality(wallet_ids)]);
  offsets := array_fill(0::bigint, ARRAY[cardinality(wallet_ids)]);
  FOR q IN
    SELECT n, wallet_ids[n] AS wallet, min(n) OVER (PARTITION BY readers[n], item_ids[n]) AS twin
    FROM generate_series(1, cardinality(wallet_ids)) AS n ORDER BY wallet_ids[n], n
  LOOP
    IF q.wallet <> last_wallet THEN
      last_wallet := q.wallet;
      available := balances[q.n];
      limit_left := limit_left_micros(q.wallet, at);
      spent := 0;
    END IF;
    offsets[q.n] := spent;
    IF statuses[q.n] IN ('unlocked', 'insufficient_funds') THEN
      IF winners[q.twin] IS NOT NULL THEN
        statuses[q.n] := 'already_unlocked';
        unlock_ids[q.n] := unlock_ids[winners[q.twin]];
        prices[q.n] := prices[winners[q.twin]];
      ELSIF prices[q.n] > limit_left - spent THEN
        statuses[q.n] := 'limit_reached';
      ELSIF prices[q.n] > available - spent THEN
        statuses[q.n] := 'insufficient_funds';
      ELSE
        statuses[q.n] := 'unlocked';
        unlock_ids[q.n] := nextval('unlocks_id_seq');
        winners[q.twin] := q.n;
        spent := spent + prices[q.n];
      END IF;
    END IF;
    balances[q.n] := available - spent;
  END LOOP;

  -- Request k takes the stretch [offset, offset + price) of its wallet's money, and each lot holds a stretch
  -- of it, in the
  -- order of spending; where the two overlap is a transfer.
  WITH bought AS (
    SELECT n, unlock_id, wallet_id, reader, item_id, pending, price, taken
    FROM unnest(statuses, unlock_ids, wallet_ids, readers, item_ids, pendings, prices, offsets) WITH
      ORDINALITY
      AS r (status, unlock_id, wallet_id, reader, item_id, pending, price, taken, n)
    WHERE status = 'unlocked'
  ), stretches AS (
    SELECT b.unlock_id, b.pending, b.taken, b.taken + b.price AS taken_end, l.id, l.micros,
      sum(l.micros) OVER in_order::bigint AS lot_end, row_number() OVER in_order AS lot_number
    FROM bought b
    JOIN unnest(lot_wallets, lot_ids, lot_micros, lot_ends) WITH
      ORDINALITY AS l (wallet_id, id, micros, ends, place)
      ON l.wallet_id = b.wallet_id
    WHERE l.micros > 0 AND (l.ends IS NULL OR l.ends > at)
    WINDOW in_order AS (PARTITION BY b.n ORDER BY l.place)
  ), legs AS MATERIALIZED (
    SELECT unlock_id, pending, id AS account_id, least(taken_end, lot_end) - greatest(taken, lot_end
      - micros) AS amount,
      lot_number - 1 AS leg
    FROM stretches WHERE taken < lot_end AND taken_end > lot_end - micros
  ), lots_drained AS (
    UPDATE lots SET balance_micros = lots.balance_micros - d.amount
    FROM (SELECT account_id, sum(amount)::bigint AS amount FROM legs GROUP BY account_id) d
    WHERE lots.account_id = d.account_id AND lots.account_id = ANY (ARRAY(SELECT account_id FROM legs))
  ), transfers_made AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock_id, 'unlock', leg, account_id, pending, amount, at FROM legs
  )
  INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at)
  SELECT unlock_id, wallet_id, reader, item_id, price, at FROM bought;
END $$;

-- spendable_micros.sql
-- What a wallet can spend at a moment: the sum of its lots that have not expired.
-- Reads only.
CREATE FUNCTION spendable_micros(wallet bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(balance_micros), 0)::bigint FROM lots
  WHERE wallet_id = wallet AND balance_micros > 0 AND (expires_at IS NULL OR expires_at > at)
$$;

-- ------------------------------------------------------------ lib/ground/payments/stripe/sql

-- stripe_part.sql
-- Which part of the books a balance transaction of Stripe's belongs to.
-- Takes its type, its reporting category and its source.
CREATE FUNCTION stripe_part(type text, category text, source text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN type IN ('charge', 'payment') THEN 'charges'
    WHEN type IN ('refund', 'payment_refund') THEN 'refunds'
    WHEN type = 'refund_failure' THEN 'refund_returns'
    WHEN starts_with(category, 'dispute') OR starts_with(source, 'dp_')
      OR starts_with(source, 'du_') THEN 'disputes'
    WHEN type = 'transfer' THEN 'transfers'
    WHEN type IN ('transfer_refund', 'transfer_cancel', 'transfer_failure') THEN 'transfer_returns'
    WHEN type IN ('topup', 'topup_reversal', 'payout', 'payout_cancel', 'payout_failure') THEN 'own_funds'
    ELSE 'other'
  END
$$;

-- ------------------------------------------------------------ lib/rooms/approvals/sql

-- approval_limit.sql
-- Above which amount a second admin must agree, in a currency. 0 until one is set. Reads only.
CREATE FUNCTION approval_limit(in_currency char(3)) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT limit_micros FROM approval_limits WHERE currency = in_currency ORDER BY id DESC
    LIMIT 1), 0)
$$;

-- check_adjustment_change.sql
-- A request is decided once, in time and by someone who may; what was asked for never changes.
-- A trigger, before the update. Raises ZF023, ZF025 if it has run out, ZF021 if the decider may not.
CREATE FUNCTION check_adjustment_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'pending' OR NEW.status = 'pending'
    OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note', 'account_id',
    'grant_id'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note', 'account_id',
        'grant_id'])
    OR (NEW.account_id IS DISTINCT FROM OLD.account_id
    AND (OLD.account_id IS NOT NULL OR NEW.status <> 'posted')) THEN
    RAISE EXCEPTION 'adjustment %: a request is decided once and never changed', OLD.id
      USING ERRCODE = 'ZF023';
  END IF;
  IF NEW.status = 'posted' THEN
    IF clock_timestamp() > OLD.expires_at THEN
      RAISE EXCEPTION 'adjustment % has run out', OLD.id USING ERRCODE = 'ZF025';
    END IF;
    IF OLD.needs_approval AND NOT may_adjust(NEW.decider_id) THEN
      RAISE EXCEPTION 'adjustment %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'ZF021';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER adjustments_decided BEFORE UPDATE ON adjustments FOR EACH ROW
  EXECUTE FUNCTION check_adjustment_change();

-- check_adjustment_grant.sql
-- Nor, at commit, a gift in the name of an adjustment that does not name it in turn.
-- A trigger, deferred. Raises ZF024.
CREATE FUNCTION check_adjustment_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM adjustments WHERE grant_id = NEW.id AND status = 'posted') THEN
    RAISE EXCEPTION 'gift %: no such adjustment was decided', NEW.grant_key USING ERRCODE = 'ZF024';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_adjustment_checked AFTER INSERT ON grants DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (starts_with(NEW.grant_key, 'adjustment:')) EXECUTE FUNCTION check_adjustment_grant();

-- check_adjustment_transfer.sql
-- No transfer of this kind without a decided adjustment that says exactly this. Judged by row, so that
-- unlocks pay nothing for it. A trigger, before the insert. Raises ZF024.
CREATE FUNCTION check_adjustment_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked adjustments;
BEGIN
  SELECT * INTO asked FROM adjustments WHERE id = NEW.ref;
  IF asked.status IS DISTINCT FROM 'posted' OR asked.grant_id IS NOT NULL OR NEW.leg <> 0
    OR NEW.amount_micros <> abs(asked.amount_micros)
    OR asked.account_id IS DISTINCT FROM (CASE WHEN asked.amount_micros > 0 THEN NEW.credit_account_id
    ELSE NEW.debit_account_id END)
    OR NOT EXISTS (SELECT FROM accounts WHERE type = 'adjustments'
      AND id = CASE WHEN asked.amount_micros > 0 THEN NEW.debit_account_id ELSE NEW.credit_account_id END)
  THEN
    RAISE EXCEPTION 'transfer for adjustment %: not what was asked for and decided', NEW.ref
      USING ERRCODE = 'ZF024';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_adjustment_checked BEFORE INSERT ON transfers FOR EACH ROW
  WHEN (NEW.kind = 'adjustment') EXECUTE FUNCTION check_adjustment_transfer();

-- check_batch_grant.sql
-- At commit a gift in the name of a batch is the gift of one of its lines. A trigger, deferred. Raises ZF024.
CREATE FUNCTION check_batch_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM gift_batch_lines l JOIN gift_batches b ON b.id = l.batch_id
      JOIN wallets w ON w.id = NEW.wallet_id AND w.user_id = l.user_id
    WHERE l.grant_id = NEW.id AND b.status IN ('posting', 'done') AND l.amount_micros = NEW.amount_micros
      AND NEW.grant_key = 'batch:' || l.batch_id || ':' || l.line
  ) THEN
    RAISE EXCEPTION 'gift %: no such line was agreed to', NEW.grant_key USING ERRCODE = 'ZF024';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER grants_batch_checked AFTER INSERT ON grants DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (starts_with(NEW.grant_key, 'batch:')) EXECUTE FUNCTION check_batch_grant();

-- check_gift_batch.sql
-- A batch goes from read to done in its steps, its sums are those of its lines, and nobody gives to
-- themselves.
-- A trigger, before insert and update. Locks as needs_second_admin() does.
-- Raises ZF020 if the requester may not, ZF027 for a step that there is not, ZF021 if the decider may not,
-- ZF022 for a gift to oneself.
CREATE FUNCTION check_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'reading' OR NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not give gifts', NEW.requester_id USING ERRCODE = 'ZF020';
    END IF;
    NEW.needs_approval := true;
    RETURN NEW;
  END IF;
  IF (NEW.status <> OLD.status AND (OLD.status::text, NEW.status::text) NOT IN (('reading', 'checked'),
    ('reading', 'failed'),
      ('checked', 'waiting'), ('checked', 'posting'), ('checked', 'rejected'), ('waiting', 'posting'),
        ('waiting', 'rejected'), ('posting', 'done')))
    OR (NEW.id, NEW.requester_id, NEW.request_key, NEW.currency, NEW.file_name) <> (OLD.id, OLD.requester_id,
    OLD.request_key, OLD.currency, OLD.file_name)
    OR (NEW.status = OLD.status AND OLD.status <> 'reading') THEN
    RAISE EXCEPTION 'batch % cannot go from % to %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'ZF027';
  END IF;
  IF OLD.status = 'reading' AND NEW.status = 'checked' THEN
    SELECT count(*), count(*) FILTER (WHERE problem IS NULL),
      coalesce(sum(amount_micros) FILTER (WHERE problem IS NULL), 0)
    INTO NEW.line_count, NEW.good_count, NEW.good_micros FROM gift_batch_lines WHERE batch_id = NEW.id;
  ELSIF OLD.status <> 'reading' THEN
    NEW.line_count := OLD.line_count;
    NEW.good_count := OLD.good_count;
    NEW.good_micros := OLD.good_micros;
  END IF;
  NEW.needs_approval := CASE WHEN OLD.status = 'checked' THEN gift_batch_needs_approval(OLD.id)
    ELSE OLD.needs_approval END;
  IF NEW.status = 'posting' THEN
    IF NEW.needs_approval AND NOT may_adjust(NEW.decider_id) THEN
      RAISE EXCEPTION 'batch %: user % may not approve', OLD.id, NEW.decider_id USING ERRCODE = 'ZF021';
    END IF;
    IF EXISTS (SELECT FROM gift_batch_lines WHERE batch_id = NEW.id AND problem IS NULL
      AND user_id IN (NEW.requester_id, NEW.decider_id)) THEN
      RAISE EXCEPTION 'batch %: nobody gives to themselves', OLD.id
        USING ERRCODE = 'ZF022';
    END IF;
  END IF;
  IF NEW.status = 'done' AND EXISTS (SELECT FROM gift_batch_lines WHERE batch_id = NEW.id AND problem IS NULL
    AND grant_id IS NULL) THEN
    RAISE EXCEPTION 'batch % has lines left', OLD.id USING ERRCODE = 'ZF027';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gift_batches_checked BEFORE INSERT OR UPDATE ON gift_batches FOR EACH ROW
  EXECUTE FUNCTION check_gift_batch();
CREATE TRIGGER gift_batches_never_removed BEFORE DELETE OR TRUNCATE ON gift_batches
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- check_gift_line.sql
-- Lines are written while the file is read; afterwards only what became of them.
-- A trigger, before insert and update. Raises ZF001.
CREATE FUNCTION check_gift_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state gift_batch_status := (SELECT status FROM gift_batches WHERE id = NEW.batch_id);
BEGIN
  IF state = 'reading' OR (TG_OP = 'UPDATE' AND state = 'posting' AND OLD.grant_id IS NULL
    AND OLD.problem IS NULL
    AND (to_jsonb(NEW) - ARRAY['problem', 'grant_id']) = (to_jsonb(OLD) - ARRAY['problem', 'grant_id'])) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'line % of batch %: what was checked never changes', NEW.line, NEW.batch_id
    USING ERRCODE = 'ZF001';
END $$;
CREATE TRIGGER gift_batch_lines_checked BEFORE INSERT OR UPDATE ON gift_batch_lines FOR EACH ROW
  EXECUTE FUNCTION check_gift_line();
CREATE TRIGGER gift_batch_lines_never_removed BEFORE DELETE OR TRUNCATE ON gift_batch_lines
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- check_posted_adjustment.sql
-- At commit a posted adjustment has its posting, and money that leaves the platform has its evidence.
-- A trigger, deferred. Raises ZF024, ZF026 without an attachment.
CREATE FUNCTION check_posted_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.grant_id IS NOT NULL THEN
    IF NEW.target <> 'gift' OR NOT EXISTS (
      SELECT FROM grants WHERE id = NEW.grant_id AND wallet_id = NEW.wallet_id
        AND lot_account_id = NEW.account_id
        AND amount_micros = NEW.amount_micros AND grant_key = 'adjustment:' || NEW.id
    ) THEN
      RAISE EXCEPTION 'adjustment %: not its gift', NEW.id USING ERRCODE = 'ZF024';
    END IF;
  ELSIF NOT EXISTS (SELECT FROM transfers WHERE ref = NEW.id AND kind = 'adjustment' AND leg = 0) THEN
    RAISE EXCEPTION 'adjustment % is posted nowhere', NEW.id USING ERRCODE = 'ZF024';
  END IF;
  IF NEW.amount_micros > 0 AND NEW.target <> 'gift' AND NEW.reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM adjustment_files WHERE adjustment_id = NEW.id) THEN
    RAISE EXCEPTION 'adjustment %: money goes out without an attachment', NEW.id
      USING ERRCODE = 'ZF026';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adjustments_posted AFTER UPDATE ON adjustments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (NEW.status = 'posted') EXECUTE FUNCTION check_posted_adjustment();

-- date_gift_batch.sql
-- Dates the moment in which a batch was confirmed. A trigger, before insert and update, after
-- gift_batches_checked.
CREATE FUNCTION date_gift_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.confirmed_at := CASE WHEN TG_OP = 'INSERT' THEN NULL
    WHEN OLD.status = 'checked' AND NEW.status IN ('waiting', 'posting') THEN clock_timestamp()
      ELSE OLD.confirmed_at END;
  RETURN NEW;
END $$;
CREATE TRIGGER gift_batches_dated BEFORE INSERT OR UPDATE ON gift_batches FOR EACH ROW
  EXECUTE FUNCTION date_gift_batch();

-- done_alone.sql
-- What this admin has done alone within the last 24 hours: given or taken by adjustments, given by batches,
-- and let the platform bear by reversals, its fee included. Volatile, so that a call behind the lock sees
-- what was done before it.
CREATE FUNCTION done_alone(admin bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (coalesce((SELECT sum(abs(amount_micros)) FROM adjustments
      WHERE requester_id = admin AND currency = in_currency AND NOT needs_approval
        AND status IN ('pending', 'posted')
        AND created_at > clock_timestamp() - interval '24 hours'), 0)
    + coalesce((SELECT sum(good_micros) FROM gift_batches
      WHERE requester_id = admin AND currency = in_currency AND NOT needs_approval
        AND status IN ('posting', 'done')
        AND confirmed_at > clock_timestamp() - interval '24 hours'), 0)
    + coalesce((SELECT sum(r.platform_micros + r.fee_micros) FROM unlock_reversals r
        JOIN unlocks u ON u.id = r.unlock_id JOIN wallets w ON w.id = u.wallet_id AND w.currency = in_currency
      WHERE r.actor_id = admin AND r.request_id IS NULL
        AND r.created_at > clock_timestamp() - interval '24 hours'), 0))::bigint
$$;

-- fill_adjustment.sql
-- A new adjustment: a request of finance, its owner, account and need of approval filled in from what is
-- true.
-- A trigger, before the insert. Locks as needs_second_admin() does.
-- Raises ZF020 if the requester may not, ZF023 unless it begins as a request, ZF002 for an account or an
-- original that does not fit.
CREATE FUNCTION fill_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  original adjustments;
BEGIN
  IF NEW.status <> 'pending' OR NEW.grant_id IS NOT NULL THEN
    RAISE EXCEPTION 'an adjustment begins as a request' USING ERRCODE = 'ZF023';
  END IF;
  IF NOT may_adjust(NEW.requester_id) THEN
    RAISE EXCEPTION 'user % may not adjust balances', NEW.requester_id USING ERRCODE = 'ZF020';
  END IF;

  IF NEW.target = 'creator' THEN
    SELECT user_id INTO NEW.owner_id FROM creators WHERE id = NEW.creator_id;
    NEW.account_id := creator_account(NEW.creator_id, 'creator_available', NEW.currency);
  ELSE
    SELECT user_id, currency INTO NEW.owner_id, NEW.currency FROM wallets WHERE id = NEW.wallet_id;
    IF NEW.target = 'paid' THEN
      SELECT account_id INTO NEW.account_id FROM lots WHERE wallet_id = NEW.wallet_id AND kind = 'paid';
    ELSIF NEW.amount_micros > 0 AND NEW.reverses_id IS NULL THEN
      NEW.account_id := NULL; -- a new gift has no lot yet
    ELSIF NOT EXISTS (SELECT FROM lots WHERE account_id = NEW.account_id AND wallet_id = NEW.wallet_id
      AND kind = 'promotional') THEN
      RAISE EXCEPTION 'account % is no gift of wallet %', NEW.account_id, NEW.wallet_id
        USING ERRCODE = 'ZF002';
    END IF;
  END IF;

  IF NEW.reverses_id IS NOT NULL THEN
    SELECT * INTO original FROM adjustments WHERE id = NEW.reverses_id;
    IF original.status IS DISTINCT FROM 'posted' OR original.reverses_id IS NOT NULL
      OR original.target <> NEW.target
      OR original.account_id <> NEW.account_id OR original.amount_micros <> -NEW.amount_micros THEN
      RAISE EXCEPTION 'adjustment % cannot be reversed like this', NEW.reverses_id USING ERRCODE = 'ZF002';
    END IF;
  END IF;

  NEW.needs_approval := needs_second_admin(NEW.requester_id, NEW.currency, abs(NEW.amount_micros));
  NEW.created_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER adjustments_filled BEFORE INSERT ON adjustments FOR EACH ROW
  EXECUTE FUNCTION fill_adjustment();
CREATE TRIGGER adjustments_never_removed BEFORE DELETE OR TRUNCATE ON adjustments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- gift_batch_needs_approval.sql
-- Whether a second admin must agree to a batch that its reader confirms now. Locks and raises as
-- needs_second_admin().
CREATE FUNCTION gift_batch_needs_approval(batch bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  RETURN needs_second_admin(asked.requester_id, asked.currency, asked.good_micros);
END $$;

-- gift_batch_repeated.sql
-- The latest batch that was agreed to and says the same as this one, or null. Locks the content until the
-- transaction ends, so that of two that are confirmed at once the second sees the first.
CREATE FUNCTION gift_batch_repeated(batch bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  PERFORM pg_advisory_xact_lock(hashtextextended('gift content ' || coalesce(asked.content_hash, ''), 0));
  RETURN (SELECT max(id) FROM gift_batches WHERE content_hash = asked.content_hash
    AND currency = asked.currency AND id <> batch
    AND status IN ('waiting', 'posting', 'done'));
END $$;

-- gift_content_hash.sql
-- What a file says, whatever its order, line ends, quotes and spelling of an amount: who gets how much until
-- when.
-- Reads only.
CREATE FUNCTION gift_content_hash(batch bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(string_agg(said, E'\n' ORDER BY said COLLATE "C"), ''), 'UTF8')),
    'hex') FROM (
    SELECT lower(email) || E'\t' || coalesce(amount_micros::text, amount) || E'\t'
      || coalesce(extract(epoch FROM gift_expires_at)::text, expires) AS said FROM gift_batch_lines
        WHERE batch_id = batch
  ) lines
$$;

-- hash_adjustment_file.sql
-- Writes a file's SHA-256 beside it. A trigger, before the insert.
CREATE FUNCTION hash_adjustment_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.content_hash := encode(sha256(NEW.content), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER adjustment_files_hashed BEFORE INSERT ON adjustment_files FOR EACH ROW
  EXECUTE FUNCTION hash_adjustment_file();

-- insert_only.sql
-- Limits that applied once stay written down.
CREATE TRIGGER approval_limits_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_limits
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER limits_since_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON limits_since
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- judge_gift_lines.sql
-- Judges the lines that were read: twice the same reader, and the one who gives.
CREATE FUNCTION judge_gift_lines(batch bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE gift_batch_lines l SET problem = CASE WHEN l.user_id = b.requester_id THEN 'own_account'
    ELSE 'duplicate' END
  FROM gift_batches b,
    (SELECT line, row_number() OVER (PARTITION BY user_id ORDER BY line) AS place FROM gift_batch_lines
     WHERE batch_id = batch AND problem IS NULL) seen
  WHERE b.id = batch AND l.batch_id = batch AND l.line = seen.line
    AND (seen.place > 1 OR l.user_id = b.requester_id)
$$;

-- may_adjust.sql
-- Whether a person may put balances right: finance and owners. Reads only.
CREATE FUNCTION may_adjust(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM users WHERE id = person AND admin_role IN ('finance', 'owner'))
$$;

-- needs_second_admin.sql
-- Whether a second admin must agree if this one does this much more now.
-- Takes admin, currency and amount. Locks the admin's row until the transaction ends: of two acts at once the
-- second sees the first. An older snapshot would not: raises ZF006 unless the transaction is read committed.
CREATE FUNCTION needs_second_admin(admin bigint, in_currency char(3), micros bigint) RETURNS boolean
  LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'what one admin may do alone is judged in read committed transactions only'
      USING ERRCODE = 'ZF006';
  END IF;
  PERFORM FROM users WHERE id = admin FOR NO KEY UPDATE;
  RETURN micros + done_alone(admin, in_currency) > approval_limit(in_currency);
END $$;

-- post_gift_lines.sql
-- Gives what at most `batch_size` open lines say, in one transaction. Gives how many were dealt with; 0: none
-- is left.
-- Locks the batch, then the wallets in the order in which spending locks them.
CREATE FUNCTION post_gift_lines(batch bigint, batch_size int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
  l record;
  gift bigint;
  dealt int := 0;
BEGIN
  SELECT * INTO asked FROM gift_batches WHERE id = batch AND status = 'posting' FOR UPDATE;
  IF asked.id IS NULL THEN RETURN 0; END IF;
  UPDATE gift_batch_lines SET problem = 'expired_since'
  WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL AND gift_expires_at <= clock_timestamp();
  PERFORM open_wallet(o.user_id, asked.currency, NULL) FROM (
    SELECT user_id FROM gift_batch_lines WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL
      ORDER BY user_id LIMIT batch_size
  ) o;
  FOR l IN
    SELECT o.line, o.amount_micros, o.gift_expires_at, w.id AS wallet FROM (
      SELECT * FROM gift_batch_lines WHERE batch_id = batch AND problem IS NULL AND grant_id IS NULL
        ORDER BY user_id LIMIT batch_size
    ) o JOIN wallets w ON w.user_id = o.user_id AND w.currency = asked.currency ORDER BY w.id
  LOOP
    gift := grant_promotion(l.wallet, l.amount_micros, 'batch:' || batch || ':' || l.line, l.gift_expires_at);
    IF gift IS NULL THEN
      SELECT id INTO STRICT gift FROM grants WHERE wallet_id = l.wallet
        AND grant_key = 'batch:' || batch || ':' || l.line;
    END IF;
    UPDATE gift_batch_lines SET grant_id = gift WHERE batch_id = batch AND line = l.line;
    dealt := dealt + 1;
  END LOOP;
  RETURN dealt;
END $$;

-- refuse_file_change.sql
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

-- remember_gift_content.sql
-- What a batch says is remembered when it has been read; a batch that says the same as an earlier one must
-- say so.
-- A trigger, before the update, after gift_batches_checked: triggers run in the order of their names.
-- Locks as gift_batch_repeated() does. Raises ZF028.
CREATE FUNCTION remember_gift_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earlier bigint;
BEGIN
  NEW.content_hash := CASE WHEN OLD.status = 'reading'
    AND NEW.status = 'checked' THEN gift_content_hash(NEW.id) ELSE OLD.content_hash END;
  IF OLD.status = 'checked' AND NEW.status IN ('waiting', 'posting') THEN
    earlier := gift_batch_repeated(NEW.id);
    IF earlier IS DISTINCT FROM NEW.repeats_id THEN
      RAISE EXCEPTION 'batch %: says the same as batch %', NEW.id, earlier
        USING ERRCODE = 'ZF028';
    END IF;
  ELSE
    NEW.repeats_id := OLD.repeats_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER gift_batches_content BEFORE UPDATE ON gift_batches FOR EACH ROW
  EXECUTE FUNCTION remember_gift_content();

-- ------------------------------------------------------------ lib/rooms/catalog/sql

-- check_course_lesson.sql
-- A course is made of its own creator's lessons.
-- A trigger, before insert and update. Raises ZF002.
CREATE FUNCTION check_course_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM items i JOIN courses c ON c.creator_id = i.creator_id
    WHERE i.id = NEW.item_id AND i.kind = 'lesson' AND c.id = NEW.course_id
  ) THEN
    RAISE EXCEPTION 'item % is no lesson of the creator of course %', NEW.item_id, NEW.course_id
      USING ERRCODE = 'ZF002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER course_lessons_checked BEFORE INSERT OR UPDATE ON course_lessons
  FOR EACH ROW EXECUTE FUNCTION check_course_lesson();

-- check_item_price.sql
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

-- fill_item_search.sql
-- Fills what search looks through: title, summary, teaser, topic and the creator's name; never the paid body.
-- A trigger, before insert and update.
CREATE FUNCTION fill_item_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  creator_name text := (SELECT name FROM creators WHERE id = NEW.creator_id);
BEGIN
  NEW.search :=
    setweight(searchable(NEW.title), 'A')
    || setweight(searchable(creator_name), 'B')
    || setweight(searchable(NEW.summary), 'B')
    || setweight(searchable(NEW.teaser), 'C')
    || setweight(searchable(topic_names(NEW.topic)), 'D');
  RETURN NEW;
END $$;
CREATE TRIGGER items_search_filled BEFORE INSERT OR UPDATE OF title, summary, teaser, topic, creator_id,
  search ON items
  FOR EACH ROW EXECUTE FUNCTION fill_item_search();

-- handle_skeleton.sql
-- What a handle looks like at a glance: two that share it could pass for each other.
CREATE FUNCTION handle_skeleton(handle text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(translate(replace(lower(handle), '-', ''), '01', 'ol'), 'rn', 'm'), 'vv', 'w')
$$;

-- hangul_pairs.sql
-- The pairs of syllables of a text with their positions. Korean has no dictionary here, and its words carry
-- endings and are spaced loosely, so Hangul is indexed as overlapping pairs: "환승 통로는" becomes 환승 승통 통로 로는 는.
-- A search for 통로 or 환승통로 is then a pair or a phrase of pairs; one syllable is a prefix. Spaces between
-- syllables don't count; the last syllable of a run stands alone.
CREATE FUNCTION hangul_pairs(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH runs AS (
    SELECT found[1] AS run, n
    FROM regexp_matches(
      regexp_replace(normalize(source, NFC), '(?<=[\uAC00-\uD7A3])\s+(?=[\uAC00-\uD7A3])', '', 'g'),
      '[\uAC00-\uD7A3]+', 'g') WITH ORDINALITY AS matches (found, n)
  ), pairs AS (
    SELECT substr(run, i, 2) AS pair, row_number() OVER (ORDER BY n, i) AS position
    FROM runs, generate_series(1, length(run)) AS i
  )
  SELECT coalesce(string_agg(format('''%s'':%s', pair, least(position, 16383)), ' '), '')::tsvector FROM pairs
$$;

-- keep_creator_handle.sql
-- Every handle that a creator ever had stays theirs, whoever writes the row and however many at once.
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

-- note_public_change.sql
-- Counts up and tells who listens that public pages have changed: once for each transaction, and at its very
-- end, so that the row's lock is held for no longer than the commit.
-- A trigger, deferred. Locks public_version.
CREATE FUNCTION note_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  this_transaction bigint := pg_current_xact_id()::text::bigint;
  now_at bigint;
BEGIN
  UPDATE public_version SET version = version + 1, changed_by = this_transaction
  WHERE changed_by IS DISTINCT FROM this_transaction RETURNING version INTO now_at;
  IF FOUND THEN PERFORM pg_notify('farthing_public', now_at::text); END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER items_public_added AFTER INSERT ON items DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status <> 'draft') EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER items_public_changed AFTER UPDATE ON items DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((OLD.status <> 'draft' OR NEW.status <> 'draft') AND OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER items_public_removed AFTER DELETE ON items DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status <> 'draft') EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER item_prices_public AFTER INSERT OR UPDATE OR DELETE ON item_prices
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER creators_public_changed AFTER UPDATE ON creators DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER creators_public_removed AFTER DELETE ON creators DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER courses_public AFTER INSERT OR UPDATE OR DELETE ON courses
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER course_lessons_public AFTER INSERT OR UPDATE OR DELETE ON course_lessons
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION note_public_change();

-- refresh_creator_search.sql
-- A creator's new name reaches their items. A trigger, after the update.
CREATE FUNCTION refresh_creator_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE items SET search = NULL WHERE creator_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER creators_search_refreshed AFTER UPDATE OF name ON creators
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION refresh_creator_search();

-- refuse_sold_item_removal.sql
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

-- searchable.sql
-- A text as search finds it: English by its stems, Korean by pairs of syllables. PostgreSQL's parser of words
-- takes quadratic time over what looks like markup ("<!--" repeated for 16,000 characters: half a second),
-- and a vector has a largest size. Markup says nothing to a search, and nobody looks for the 20,000th
-- character.
CREATE FUNCTION searchable(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('english', translate(left(source, 20000), '<>&', '   ')) || hangul_pairs(left(source,
    20000))
$$;

-- to_search_query.sql
-- What a person typed, as a query: quotes, OR and - work for English; every Hangul word must occur.
CREATE FUNCTION to_search_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH words AS (
    SELECT found[1] AS word FROM regexp_matches(normalize(typed, NFC), '[\uAC00-\uD7A3]+',
      'g') AS matches (found)
  ), hangul AS (
    SELECT string_agg(
      CASE WHEN length(word) = 1 THEN format('''%s'':*', word)
           ELSE (SELECT '(' || string_agg(format('''%s''', substr(word, i, 2)), ' <-> ' ORDER BY i) || ')'
                 FROM generate_series(1, length(word) - 1) AS i)
      END, ' & ') AS query
    FROM words
  )
  SELECT coalesce(query, '')::tsquery
         && websearch_to_tsquery('english', regexp_replace(normalize(typed, NFC), '[\uAC00-\uD7A3]+', ' ',
           'g'))
  FROM hangul
$$;

-- topic_names.sql
-- A topic's name in both languages: a search for it finds what stands on its shelf.
-- As in lib/core/i18n/messages/*/articles.json; a test compares them.
CREATE FUNCTION topic_names(topic text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE topic
    WHEN 'money' THEN 'Money, 돈'
    WHEN 'media' THEN 'Media, 미디어'
    WHEN 'craft' THEN 'Craft, 손일'
    WHEN 'science' THEN 'Science, 과학'
    WHEN 'cities' THEN 'Cities, 도시'
    ELSE ''
  END
$$;

-- ------------------------------------------------------------ lib/rooms/earnings/sql

-- follow_one_zone.sql
-- Adds up again the days of one creator who has moved to another time zone. Views stay on the days on which
-- they were counted. Gives false if nobody has moved. Locks earnings_progress.
CREATE FUNCTION follow_one_zone() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  moved bigint;
BEGIN
  PERFORM FROM earnings_progress FOR UPDATE;
  SELECT z.creator_id INTO moved FROM earnings_zones z JOIN creators c ON c.id = z.creator_id
  WHERE z.zone <> c.time_zone AND z.zone <> known_zone(c.time_zone) LIMIT 1;
  IF moved IS NULL THEN RETURN false; END IF;
  UPDATE earnings_zones z SET zone = known_zone(c.time_zone) FROM creators c WHERE c.id = moved
    AND z.creator_id = moved;
  DELETE FROM earnings_rollups WHERE creator_id = moved;
  DELETE FROM earnings_readers WHERE creator_id = moved;
  PERFORM sum_unlocks(moved);
  RETURN true;
END $$;

-- held_gift_micros.sql
-- What of a creator's available earnings gifts paid for and nobody has released. An unlock that was taken
-- back from available takes its gifts' part along, rounded down: what rounding there is stays held. Reads
-- only.
CREATE FUNCTION held_gift_micros(creator bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest(0,
    (SELECT coalesce(sum(gift_micros), 0) FROM settlements WHERE creator_id = creator
      AND currency = in_currency)
    - (SELECT coalesce(sum(floor(r.creator_micros::numeric * g.micros / r.amount_micros)), 0)
       FROM settlements s JOIN unlock_reversals r ON r.settlement_id = s.id AND r.source = 'available'
       JOIN LATERAL (
         SELECT sum(t.amount_micros) AS micros FROM transfers t
           JOIN lots l ON l.account_id = t.debit_account_id AND l.kind = 'promotional'
         WHERE t.ref = r.unlock_id AND t.kind = 'unlock'
       ) g ON true
       WHERE s.creator_id = creator AND s.currency = in_currency AND s.gift_micros IS NOT NULL)
    - (SELECT coalesce(sum(amount_micros), 0) FROM gift_releases WHERE creator_id = creator
      AND currency = in_currency)
  )::bigint
$$;

-- known_zone.sql
-- The time zone, or UTC if this server does not know it: it would stop the job. Reads only.
CREATE FUNCTION known_zone(zone text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM now() AT TIME ZONE zone;
  RETURN zone;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN 'UTC';
END $$;

-- mark_readers.sql
-- Writes the days of readers of a creator again, from their unlocks: one that was taken back is not among
-- them.
CREATE FUNCTION mark_readers(creator bigint, readers bigint[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM earnings_readers WHERE creator_id = creator AND reader_id = ANY (readers);
  INSERT INTO earnings_readers (creator_id, currency, reader_id, days)
  SELECT creator, currency, reader_id, array_agg(day ORDER BY day)
  FROM (
    SELECT e.currency, e.reader_id, (e.at AT TIME ZONE z.zone)::date AS day
    FROM earnings_unlocks e JOIN earnings_zones z ON z.creator_id = creator
    WHERE e.creator_id = creator AND e.unlock_id IN (
      -- Two partial indexes, one for each.
      SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NULL
      UNION ALL SELECT id FROM unlocks WHERE reader_id = ANY (readers) AND refunded_at IS NOT NULL)
      AND e.refunded_at IS NULL
  ) kept GROUP BY 2, 3
$$;

-- name_source.sql
-- The name under which a view's source is counted. The first fifty hosts of a day are named, and those that
-- sold; beyond them, those that brought the most views to the creator this month and the last: fifty more at
-- most, so a flood of forged names still ends, and a site that has long sent readers is not lost behind it.
-- Takes item, day and source. Gives the source, or "sites". Locks: one new host of a creator at a time.
CREATE FUNCTION name_source(viewed bigint, on_day date, from_source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  owner bigint;
BEGIN
  IF from_source NOT LIKE 'site:%' THEN RETURN from_source; END IF;
  SELECT creator_id INTO owner FROM items WHERE id = viewed;
  IF EXISTS (SELECT FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day
    AND h.source = from_source)
    OR EXISTS (
      SELECT FROM item_prices p CROSS JOIN generate_series(date_trunc('month', on_day) - interval '1 month',
        date_trunc('month', on_day), '1 month') m
      JOIN earnings_rollups r ON r.creator_id = owner AND r.currency = p.currency AND r.dimension = 'source'
        AND r.tier = 'month'
        AND r.starts_on = m::date AND r.key = from_source
      WHERE p.item_id = viewed AND r.unlocks > 0)
  THEN RETURN from_source; END IF;
  IF (SELECT count(*) FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day) < 50 THEN
    -- A new one: one at a time, or two would both be the last.
    PERFORM pg_advisory_xact_lock(hashtextextended('view_hosts', owner));
    INSERT INTO view_hosts SELECT owner, on_day, from_source
    WHERE (SELECT count(*) FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day) < 50
      ON CONFLICT DO NOTHING;
    IF EXISTS (SELECT FROM view_hosts h WHERE h.creator_id = owner AND h.day = on_day
      AND h.source = from_source)
    THEN RETURN from_source; END IF;
  END IF;
  RETURN CASE WHEN from_source IN (
    SELECT v.key FROM view_rollups v
    WHERE v.creator_id = owner AND v.dimension = 'source' AND v.tier = 'month' AND v.key LIKE 'site:%'
      AND v.starts_on >= (date_trunc('month', on_day) - interval '1 month')::date AND v.starts_on <= on_day
    GROUP BY v.key ORDER BY sum(v.views) DESC, v.key LIMIT 50
  ) THEN from_source ELSE 'sites' END;
END $$;

-- note_zones.sql
-- Writes down which zone a creator's days are of, before the first of them is added up.
CREATE FUNCTION note_zones(creators_seen bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO earnings_zones SELECT c.id, known_zone(c.time_zone) FROM creators c
    WHERE c.id = ANY (creators_seen)
  ON CONFLICT DO NOTHING
$$;

-- number_refund.sql
-- Numbers refunds in the order of writing for the creators' dashboards; one that the platform pays takes
-- nothing from them. A trigger, after the update.
CREATE FUNCTION number_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unlock_refunds (unlock_id, at)
  SELECT NEW.id, NEW.refunded_at WHERE NOT EXISTS (SELECT FROM unlock_reversals WHERE unlock_id = NEW.id
    AND source = 'platform');
  RETURN NULL;
END $$;
CREATE TRIGGER unlocks_refund_numbered AFTER UPDATE OF refunded_at ON unlocks FOR EACH ROW
  WHEN (OLD.refunded_at IS NULL AND NEW.refunded_at IS NOT NULL) EXECUTE FUNCTION number_refund();

-- rebuild_earnings.sql
-- Makes all sums again from what was sold, up to these ids; nothing of what is rolled up is ever forgotten.
-- Locks earnings_progress, then the tables of sums, in the order of the steps of the job, or each would wait
-- for the other. Analyses the new rows before they are added up, or they are sorted for it.
CREATE FUNCTION rebuild_earnings(until_unlock bigint, until_refund bigint) RETURNS void LANGUAGE plpgsql
SET work_mem = '256MB' SET maintenance_work_mem = '256MB' SET jit = off AS $$
DECLARE
  since bigint;
  since_refund bigint;
BEGIN
  SELECT unlock_id, refund_id INTO since, since_refund FROM earnings_progress FOR UPDATE;
  LOCK TABLE earnings_unlocks, earnings_rollups, earnings_readers IN ACCESS EXCLUSIVE MODE;
  -- Nothing of what is rolled up is ever forgotten.
  until_unlock := greatest(until_unlock, since);
  until_refund := greatest(until_refund, since_refund);
  TRUNCATE earnings_rollups, earnings_readers;
  PERFORM note_zones(ARRAY(SELECT id FROM creators));
  -- Many rows: their indexes are made afterwards, in one go.
  ALTER TABLE earnings_unlocks DROP CONSTRAINT earnings_unlocks_pkey;
  DROP INDEX earnings_unlocks_period_idx, earnings_unlocks_refunded_idx;
  INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at,
    refunded_at, source, country)
  SELECT u.id, i.creator_id, w.currency, u.item_id, u.reader_id, u.price_micros, u.created_at, n.at,
    coalesce(v.source, 'unknown'), coalesce(v.country, 'unknown')
  FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
  LEFT JOIN unlock_refunds n ON n.unlock_id = u.id AND n.id <= until_refund
  LEFT JOIN (
    SELECT DISTINCT ON (s.id) s.id, v.source, v.country FROM unlocks s
    JOIN item_views v ON v.reader_id = s.reader_id AND v.item_id = s.item_id AND v.at <= s.created_at
      AND v.day <= (s.created_at AT TIME ZONE 'UTC')::date
    WHERE s.id > since AND s.id <= until_unlock ORDER BY s.id, v.day DESC
  ) v ON v.id = u.id
  WHERE u.id > since AND u.id <= until_unlock;
  ALTER TABLE earnings_unlocks ADD CONSTRAINT earnings_unlocks_pkey PRIMARY KEY (unlock_id);
  CREATE INDEX earnings_unlocks_period_idx ON earnings_unlocks (creator_id, currency, at, reader_id,
    refunded_at);
  CREATE INDEX earnings_unlocks_refunded_idx ON earnings_unlocks (creator_id, currency, refunded_at)
    WHERE (refunded_at IS NOT NULL);
  UPDATE earnings_unlocks e SET refunded_at = n.at FROM unlock_refunds n
  WHERE n.id > since_refund AND n.id <= until_refund AND e.unlock_id = n.unlock_id AND e.refunded_at IS NULL;
  ANALYZE earnings_unlocks;
  ALTER TABLE earnings_rollups DROP CONSTRAINT earnings_rollups_pkey;
  ALTER TABLE earnings_readers DROP CONSTRAINT earnings_readers_pkey;
  PERFORM sum_unlocks(NULL);
  ALTER TABLE earnings_rollups ADD CONSTRAINT earnings_rollups_pkey PRIMARY KEY (creator_id, currency,
    dimension, tier, starts_on, key);
  ALTER TABLE earnings_readers ADD CONSTRAINT earnings_readers_pkey PRIMARY KEY (creator_id, currency,
    reader_id);
  UPDATE earnings_progress SET unlock_id = until_unlock, refund_id = until_refund;
END $$;

-- record_view.sql
-- Writes down one view per person, item and day. A visitor who signs in takes their view along.
-- Takes item, day, reader (or null), visitor hash, source and country. Gives true if it is a new view.
CREATE FUNCTION record_view(
  viewed bigint, on_day date, reader bigint, visitor_hash bytea, from_source text, from_country text
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  -- The transaction has its number before the view has its id: what the roll-up's cut-off rests on.
  PERFORM pg_current_xact_id();
  IF reader IS NOT NULL THEN
    UPDATE item_views SET reader_id = reader, visitor = NULL
    WHERE visitor = visitor_hash AND item_id = viewed AND day = on_day
      AND NOT EXISTS (SELECT FROM item_views WHERE reader_id = reader AND item_id = viewed AND day = on_day);
    IF FOUND THEN RETURN false; END IF;
  END IF;
  -- Who is counted already names nothing.
  IF EXISTS (SELECT FROM item_views WHERE reader_id = reader AND item_id = viewed AND day = on_day)
    OR (reader IS NULL AND EXISTS (SELECT FROM item_views WHERE visitor = visitor_hash AND item_id = viewed
    AND day = on_day))
  THEN RETURN false; END IF;
  INSERT INTO item_views (item_id, day, reader_id, visitor, source, country, at)
  VALUES (viewed, on_day, reader, CASE WHEN reader IS NULL THEN visitor_hash END,
    name_source(viewed, on_day, from_source),
    from_country, clock_timestamp())
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- roll_up_refunds.sql
-- Adds refunds up to `until_id` to the sums, `batch` at most. Refunds count when they happen; a reader who
-- took an unlock back has one fewer when it was made. Gives true if more are left.
-- Locks earnings_progress. Raises ZF007 if an unlock that was taken back is not rolled up yet.
CREATE FUNCTION roll_up_refunds(until_id bigint, batch int) RETURNS boolean
  LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
  hit record;
BEGIN
  SELECT refund_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlock_refunds WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1
    LIMIT 1;
  upto := coalesce(upto, until_id);
  IF EXISTS (SELECT FROM unlock_refunds n WHERE n.id > since AND n.id <= upto
    AND NOT EXISTS (SELECT FROM earnings_unlocks e WHERE e.unlock_id = n.unlock_id
    AND e.refunded_at IS NULL)) THEN
    RAISE EXCEPTION 'a refund above % is of an unlock that is not rolled up', since USING ERRCODE = 'ZF007';
  END IF;

  WITH fresh AS (
    UPDATE earnings_unlocks e SET refunded_at = n.at FROM unlock_refunds n
    WHERE n.id > since AND n.id <= upto AND e.unlock_id = n.unlock_id RETURNING e.*
  ), days AS MATERIALIZED (
    SELECT f.creator_id, f.currency, d.dimension, (f.refunded_at AT TIME ZONE z.zone)::date AS day, d.key,
      count(*) AS refunds, sum(f.amount_micros) AS refund_micros
    FROM fresh f JOIN earnings_zones z USING (creator_id) CROSS
      JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', f.item_id::text), ('source', f.source), ('country', f.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5
  )
  INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_on, key, refunds,
    refund_micros)
  SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, refunds, refund_micros FROM days
  UNION ALL
  SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key, sum(refunds),
    sum(refund_micros)
  FROM days GROUP BY 1, 2, 3, 5, 6
  ON CONFLICT (creator_id, currency, dimension, tier, starts_on, key)
  DO UPDATE SET refunds = r.refunds + excluded.refunds,
    refund_micros = r.refund_micros + excluded.refund_micros;

  FOR hit IN
    SELECT e.creator_id, array_agg(DISTINCT e.reader_id) AS readers FROM unlock_refunds n
      JOIN earnings_unlocks e USING (unlock_id)
    WHERE n.id > since AND n.id <= upto GROUP BY 1
  LOOP
    PERFORM mark_readers(hit.creator_id, hit.readers);
  END LOOP;
  UPDATE earnings_progress SET refund_id = upto;
  RETURN upto < until_id;
END $$;

-- roll_up_unlocks.sql
-- Adds unlocks up to `until_id` to the sums, `batch` at most. Gives true if more are left.
-- Locks earnings_progress: one at a time.
CREATE FUNCTION roll_up_unlocks(until_id bigint, batch int) RETURNS boolean
  LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT unlock_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM unlocks WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1 LIMIT 1;
  upto := coalesce(upto, until_id);
  PERFORM note_zones(ARRAY(SELECT DISTINCT i.creator_id FROM unlocks u JOIN items i ON i.id = u.item_id
    WHERE u.id > since AND u.id <= upto AND NOT EXISTS (SELECT FROM earnings_zones z
      WHERE z.creator_id = i.creator_id)));

  WITH fresh AS (
    INSERT INTO earnings_unlocks (unlock_id, creator_id, currency, item_id, reader_id, amount_micros, at,
      source, country)
    SELECT u.id, i.creator_id, w.currency, u.item_id, u.reader_id, u.price_micros, u.created_at,
      coalesce(v.source, 'unknown'), coalesce(v.country, 'unknown')
    FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
    LEFT JOIN LATERAL view_before_unlock(u.reader_id, u.item_id, u.created_at) v ON true
    WHERE u.id > since AND u.id <= upto
    RETURNING *
  ), local AS MATERIALIZED (
    SELECT f.*, (f.at AT TIME ZONE z.zone)::date AS day FROM fresh f JOIN earnings_zones z USING (creator_id)
  ), days AS MATERIALIZED (
    SELECT l.creator_id, l.currency, d.dimension, l.day, d.key, count(*) AS unlocks,
      sum(l.amount_micros) AS unlock_micros
    FROM local l CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', l.item_id::text), ('source', l.source), ('country', l.country)) AS d (dimension, key)
    GROUP BY 1, 2, 3, 4, 5
  ), summed AS (
    INSERT INTO earnings_rollups AS r (creator_id, currency, dimension, tier, starts_on, key, unlocks,
      unlock_micros)
    SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, unlocks, unlock_micros FROM days
    UNION ALL
    SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key, sum(unlocks),
      sum(unlock_micros)
    FROM days GROUP BY 1, 2, 3, 5, 6
    ON CONFLICT (creator_id, currency, dimension, tier, starts_on, key)
    DO UPDATE SET unlocks = r.unlocks + excluded.unlocks,
      unlock_micros = r.unlock_micros + excluded.unlock_micros
  ), readers AS (
    INSERT INTO earnings_readers AS r (creator_id, currency, reader_id, days)
    SELECT creator_id, currency, reader_id, array_agg(day ORDER BY day) FROM local GROUP BY 1, 2, 3
    ON CONFLICT (creator_id, currency, reader_id)
    -- Ids come nearly in the order of time: seldom is anything to be sorted.
    DO UPDATE SET days = CASE WHEN excluded.days[1] >= r.days[cardinality(r.days)] THEN r.days ||
      excluded.days
      ELSE ARRAY(SELECT day FROM unnest(r.days || excluded.days) AS day ORDER BY day) END
  )
  UPDATE earnings_progress SET unlock_id = upto;
  RETURN upto < until_id;
END $$;

-- roll_up_views.sql
-- Adds views up to `until_id` to the sums, `batch` at most. Gives true if more are left.
-- Locks earnings_progress: one at a time.
CREATE FUNCTION roll_up_views(until_id bigint, batch int) RETURNS boolean
  LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
  since bigint;
  upto bigint;
BEGIN
  SELECT view_id INTO since FROM earnings_progress FOR UPDATE;
  IF since >= until_id THEN RETURN false; END IF;
  SELECT id INTO upto FROM item_views WHERE id > since AND id <= until_id ORDER BY id OFFSET batch - 1
    LIMIT 1;
  upto := coalesce(upto, until_id);
  PERFORM note_zones(ARRAY(SELECT DISTINCT i.creator_id FROM item_views v JOIN items i ON i.id = v.item_id
    WHERE v.id > since AND v.id <= upto AND NOT EXISTS (SELECT FROM earnings_zones z
      WHERE z.creator_id = i.creator_id)));

  WITH days AS MATERIALIZED (
    SELECT i.creator_id, d.dimension, (v.at AT TIME ZONE z.zone)::date AS day, d.key, count(*) AS views
    FROM item_views v JOIN items i ON i.id = v.item_id JOIN earnings_zones z ON z.creator_id = i.creator_id
    CROSS JOIN LATERAL (VALUES ('all'::earnings_dimension, ''),
      ('item', v.item_id::text), ('source', v.source), ('country', v.country)) AS d (dimension, key)
    WHERE v.id > since AND v.id <= upto
    GROUP BY 1, 2, 3, 4
  )
  INSERT INTO view_rollups AS r (creator_id, dimension, tier, starts_on, key, views)
  SELECT creator_id, dimension, 'day'::earnings_tier, day, key, views FROM days
  UNION ALL
  SELECT creator_id, dimension, 'month', date_trunc('month', day)::date, key, sum(views) FROM days GROUP BY 1,
    2, 4, 5
  ON CONFLICT (creator_id, dimension, tier, starts_on, key) DO UPDATE SET views = r.views + excluded.views;
  UPDATE earnings_progress SET view_id = upto;
  RETURN upto < until_id;
END $$;

-- sum_readers.sql
-- Writes the days of a creator's readers, or of everybody's (null), from the unlocks. Sorted by reader before
-- the currency, which is the same nearly everywhere: comparing it at every step took a quarter of the time.
CREATE FUNCTION sum_readers(creator bigint) RETURNS void LANGUAGE plpgsql
SET work_mem = '512MB' SET jit = off SET enable_hashagg = off AS $$
BEGIN
  INSERT INTO earnings_readers (creator_id, currency, reader_id, days)
  SELECT creator_id, currency, reader_id, array_agg(day ORDER BY day)
  FROM (
    SELECT e.creator_id, e.currency, e.reader_id, (e.at AT TIME ZONE z.zone)::date AS day
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id)
    WHERE e.refunded_at IS NULL AND (creator IS NULL OR e.creator_id = creator)
  ) kept GROUP BY creator_id, reader_id, currency;
END $$;

-- sum_unlocks.sql
-- Adds up a creator's unlocks and refunds, or everybody's (null), into sums that the caller has emptied.
CREATE FUNCTION sum_unlocks(creator bigint) RETURNS void
  LANGUAGE plpgsql SET work_mem = '512MB' SET jit = off AS $$
BEGIN
  INSERT INTO earnings_rollups (creator_id, currency, dimension, tier, starts_on, key, unlocks, unlock_micros,
    refunds, refund_micros)
  WITH moves AS (
    SELECT e.creator_id, e.currency, (e.at AT TIME ZONE z.zone)::date AS day, e.item_id, e.source, e.country,
      e.amount_micros AS micros, false AS refund
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id) WHERE creator IS NULL
      OR e.creator_id = creator
    UNION ALL
    SELECT e.creator_id, e.currency, (e.refunded_at AT TIME ZONE z.zone)::date, e.item_id, e.source,
      e.country, e.amount_micros, true
    FROM earnings_unlocks e JOIN earnings_zones z USING (creator_id)
    WHERE e.refunded_at IS NOT NULL AND (creator IS NULL OR e.creator_id = creator)
  ), days AS MATERIALIZED (
    SELECT creator_id, currency,
      (CASE WHEN grouping(item_id) = 0 THEN 'item' WHEN grouping(source) = 0 THEN 'source'
        WHEN grouping(country) = 0 THEN 'country' ELSE 'all' END)::earnings_dimension AS dimension,
      day, coalesce(item_id::text, source, country, '') AS key,
      count(*) FILTER (WHERE NOT refund) AS unlocks,
        coalesce(sum(micros) FILTER (WHERE NOT refund), 0)::bigint AS unlock_micros,
      count(*) FILTER (WHERE refund) AS refunds,
        coalesce(sum(micros) FILTER (WHERE refund), 0)::bigint AS refund_micros
    FROM moves GROUP BY creator_id, currency, day, GROUPING SETS ((), (item_id), (source), (country))
  )
  SELECT creator_id, currency, dimension, 'day'::earnings_tier, day, key, unlocks, unlock_micros, refunds,
    refund_micros FROM days
  UNION ALL
  SELECT creator_id, currency, dimension, 'month', date_trunc('month', day)::date, key,
    sum(unlocks), sum(unlock_micros), sum(refunds), sum(refund_micros)
  FROM days GROUP BY 1, 2, 3, 5, 6;

  PERFORM sum_readers(creator);
END $$;

-- view_before_unlock.sql
-- The last view of a reader before they unlocked: where they came from. Reads only.
CREATE FUNCTION view_before_unlock(reader bigint, item bigint,
  unlocked_at timestamptz) RETURNS TABLE (source text, country text)
LANGUAGE sql STABLE AS $$
  SELECT v.source, v.country FROM item_views v
  WHERE v.reader_id = reader AND v.item_id = item AND v.day <= (unlocked_at AT TIME ZONE 'UTC')::date
    AND v.at <= unlocked_at
  ORDER BY v.day DESC LIMIT 1
$$;

-- ------------------------------------------------------------ lib/rooms/fonts/sql

-- font_cuts.sql
-- A page shows the type that was cut for it from when it is made until it is swept.
CREATE CONSTRAINT TRIGGER font_cuts_public_made AFTER UPDATE ON font_cuts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.item_id IS NULL AND OLD.regular IS NULL AND NEW.regular IS NOT NULL)
  EXECUTE FUNCTION note_public_change();
CREATE CONSTRAINT TRIGGER font_cuts_public_removed AFTER DELETE ON font_cuts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.item_id IS NULL AND OLD.regular IS NOT NULL) EXECUTE FUNCTION note_public_change();

-- ------------------------------------------------------------ lib/rooms/identity/sql

-- keep_an_owner.sql
-- The last owner stays, whoever asks and however many ask at once.
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

-- mailbox_of.sql
-- One form of an address for each mailbox: without what follows a plus sign, and at Gmail without dots.
CREATE FUNCTION mailbox_of(address text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN host IN ('gmail.com', 'googlemail.com') THEN replace(name, '.', '') || '@gmail.com'
    ELSE name || '@' || host END
  FROM (SELECT split_part(split_part(lower(address), '@', 1), '+', 1) AS name,
    split_part(lower(address), '@', 2) AS host) parts
$$;

-- ------------------------------------------------------------ lib/rooms/media/sql

-- claim_licence_key.sql
-- Gives a live unlock its key: the next of the pool, or the fresh one where keys are made here. A repeat
-- gives the same key; null: taken back, none left, or the item has no keys.
-- Locks as a refund does: one at a time for item and reader.
CREATE FUNCTION claim_licence_key(unlock bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  bought unlocks%ROWTYPE;
  supply key_supply;
  given text;
  picked bigint;
BEGIN
  SELECT * INTO bought FROM unlocks WHERE id = unlock;
  IF NOT FOUND OR bought.refunded_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || bought.item_id || ':' || bought.reader_id,
    0));
  SELECT k.key INTO given FROM licence_keys k WHERE k.unlock_id = unlock;
  IF FOUND THEN
    RETURN given;
  END IF;
  SELECT i.key_supply INTO supply FROM items i WHERE i.id = bought.item_id;
  IF supply = 'pool' THEN
    picked := pick_licence_key(bought.item_id, bought.reader_id);
    UPDATE licence_keys k SET unlock_id = unlock, given_at = clock_timestamp(), held_for = NULL,
      held_until = NULL, holds = 0
    WHERE k.id = picked RETURNING k.key INTO given;
  ELSIF supply = 'generated' THEN
    INSERT INTO licence_keys (item_id, key, unlock_id, given_at)
      VALUES (bought.item_id, fresh, unlock, clock_timestamp())
    RETURNING key INTO given;
  END IF;
  RETURN given;
END $$;

-- hold_licence_key.sql
-- Holds a key for a reader who is about to pay. It is picked once, not for each row that is looked at.
-- Takes item, reader and for how long. Gives false if there is none. Locks: one at a time for item and
-- reader.
CREATE FUNCTION hold_licence_key(item bigint, reader bigint, seconds integer) RETURNS boolean
  LANGUAGE plpgsql AS $$
DECLARE
  picked bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  IF EXISTS (
    SELECT FROM unlocks u JOIN licence_keys k ON k.unlock_id = u.id
    WHERE u.reader_id = reader AND u.item_id = item AND u.refunded_at IS NULL
  ) THEN
    RETURN true;
  END IF;
  picked := pick_licence_key(item, reader);
  UPDATE licence_keys k SET held_for = reader,
    held_until = clock_timestamp() + make_interval(secs => seconds),
    holds = CASE WHEN k.held_for = reader THEN k.holds + 1 ELSE 1 END
  WHERE k.id = picked;
  RETURN FOUND;
END $$;

-- pick_licence_key.sql
-- The next key of an item that a reader may have: their own hold first, then a free one, then one whose hold
-- is over. A hold is not over while its reader has a live unlock that still waits for its key: that money has
-- moved.
-- Gives the key's id, or null. Locks it; keys that others are taking are passed over.
CREATE FUNCTION pick_licence_key(item bigint, reader bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT k.id FROM licence_keys k
  WHERE k.item_id = item AND k.unlock_id IS NULL
    AND (k.held_for IS NULL OR k.held_for = reader OR (k.held_until < clock_timestamp() AND NOT EXISTS (
      SELECT FROM unlocks u WHERE u.reader_id = k.held_for AND u.item_id = item AND u.refunded_at IS NULL
        AND NOT EXISTS (SELECT FROM licence_keys g WHERE g.unlock_id = u.id))))
  ORDER BY (k.held_for = reader) DESC NULLS LAST, (k.held_for IS NULL) DESC, k.id
  LIMIT 1 FOR UPDATE OF k SKIP LOCKED
$$;

-- refuse_key_change.sql
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

-- release_licence_key.sql
-- Ends one hold without an unlock. Locks: one at a time for item and reader.
CREATE FUNCTION release_licence_key(item bigint, reader bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('licence_key:' || item || ':' || reader, 0));
  UPDATE licence_keys k SET holds = k.holds - 1, held_for = CASE WHEN k.holds > 1 THEN k.held_for END,
    held_until = CASE WHEN k.holds > 1 THEN k.held_until END
  WHERE k.item_id = item AND k.held_for = reader AND k.unlock_id IS NULL;
END $$;

-- show_licence_key.sql
-- Shows a reader the key of their live unlock, once and for all. A repeat gives the same key; null: not
-- theirs, taken back, or there is no key. Locks as claim_licence_key() does.
CREATE FUNCTION show_licence_key(unlock bigint, reader bigint, fresh text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  given text;
BEGIN
  IF NOT EXISTS (SELECT FROM unlocks WHERE id = unlock AND reader_id = reader) THEN RETURN NULL; END IF;
  -- Locks as a refund does, until the end of this transaction.
  given := claim_licence_key(unlock, fresh);
  IF given IS NULL OR NOT EXISTS (SELECT FROM unlocks WHERE id = unlock AND refunded_at IS NULL) THEN
    RETURN NULL;
  END IF;
  UPDATE licence_keys SET shown_at = clock_timestamp() WHERE unlock_id = unlock AND shown_at IS NULL;
  RETURN given;
END $$;

-- ------------------------------------------------------------ lib/rooms/money-back/sql

-- check_posted_reversal.sql
-- At commit what was agreed to has happened. A trigger, deferred. Raises ZF024.
CREATE FUNCTION check_posted_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unlock_reversals WHERE request_id = NEW.id) THEN
    RAISE EXCEPTION 'reversal request % is posted nowhere', NEW.id USING ERRCODE = 'ZF024';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_requests_posted AFTER UPDATE ON reversal_requests
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status = 'posted') EXECUTE FUNCTION check_posted_reversal();

-- check_refund.sql
-- Never more than was paid and not given back; nobody refunds themselves; what was asked for never changes.
-- A trigger, before insert and update. Locks the top-up.
-- Raises ZF001 for a change, ZF002 if the top-up is not paid into the wallet, ZF030 for more than was paid,
-- ZF020 if the person may not refund, ZF022 for one's own wallet. A refund that the processor reports has
-- happened, so its amount is not judged.
CREATE FUNCTION check_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid top_ups;
  given bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.top_up_id, NEW.wallet_id, NEW.currency, NEW.amount_micros, NEW.lot_micros,
      NEW.request_key)
        IS DISTINCT FROM (OLD.id, OLD.top_up_id, OLD.wallet_id, OLD.currency, OLD.amount_micros,
          OLD.lot_micros, OLD.request_key)
      OR NEW.actor_id IS DISTINCT FROM OLD.actor_id OR OLD.refund_ref <> NEW.refund_ref
      OR (OLD.status IN ('failed', 'canceled') AND NEW.status <> OLD.status) THEN
      RAISE EXCEPTION 'refund %: what was asked for never changes, and what came back stays', OLD.id
        USING ERRCODE = 'ZF001';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO paid FROM top_ups WHERE id = NEW.top_up_id AND wallet_id = NEW.wallet_id AND status = 'paid'
    FOR NO KEY UPDATE;
  IF paid.id IS NULL OR NOT EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id
    AND currency = NEW.currency) THEN
    RAISE EXCEPTION 'top-up % is not paid into wallet %', NEW.top_up_id, NEW.wallet_id
      USING ERRCODE = 'ZF002';
  END IF;
  -- A refund that the processor reports has happened, whatever we think of it.
  IF NEW.refund_ref IS NULL THEN
    SELECT coalesce(sum(amount_micros), 0) INTO given FROM refunds WHERE top_up_id = NEW.top_up_id
      AND status NOT IN ('failed', 'canceled');
    IF given + NEW.amount_micros > paid.amount_micros THEN
      RAISE EXCEPTION 'top-up %: more than was paid', NEW.top_up_id USING ERRCODE = 'ZF030';
    END IF;
  END IF;
  IF NEW.actor_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM users WHERE id = NEW.actor_id AND admin_role IS NOT NULL) THEN
      RAISE EXCEPTION 'user % may not refund', NEW.actor_id USING ERRCODE = 'ZF020';
    END IF;
    IF EXISTS (SELECT FROM wallets WHERE id = NEW.wallet_id AND user_id = NEW.actor_id) THEN
      RAISE EXCEPTION 'user %: nobody refunds themselves', NEW.actor_id
        USING ERRCODE = 'ZF022';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refunds_checked BEFORE INSERT OR UPDATE ON refunds FOR EACH ROW
  EXECUTE FUNCTION check_refund();
CREATE TRIGGER refunds_never_removed BEFORE DELETE OR TRUNCATE ON refunds FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();

-- check_reversal_request.sql
-- A reversal that one admin may not decide alone: what the platform would bear is found here; it is decided
-- once, in time, by a second admin without a part in it.
-- A trigger, before insert and update. Raises ZF020 if the requester may not, ZF022 for one's own, ZF023,
-- ZF025 if it has run out, ZF021 if the decider may not.
CREATE FUNCTION check_reversal_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  judged record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' THEN
      RAISE EXCEPTION 'a reversal begins as a request' USING ERRCODE = 'ZF023';
    END IF;
    IF NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not take unlocks back', NEW.requester_id USING ERRCODE = 'ZF020';
    END IF;
    IF has_part_in_unlock(NEW.requester_id, NEW.unlock_id) THEN
      RAISE EXCEPTION 'user % has a part in unlock %', NEW.requester_id, NEW.unlock_id
        USING ERRCODE = 'ZF022';
    END IF;
    SELECT * INTO judged FROM judge_reversal(NEW.unlock_id);
    NEW.loss_micros := CASE NEW.source WHEN 'platform' THEN judged.creator_part + judged.fee_part
      WHEN 'available' THEN judged.fee_part ELSE 0 END;
    NEW.created_at := clock_timestamp();
    RETURN NEW;
  END IF;
  IF OLD.status <> 'pending' OR NEW.status = 'pending'
    OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note']) THEN
    RAISE EXCEPTION 'reversal request %: a request is decided once and never changed', OLD.id
      USING ERRCODE = 'ZF023';
  END IF;
  IF NEW.status = 'posted' THEN
    IF clock_timestamp() > OLD.expires_at THEN
      RAISE EXCEPTION 'reversal request % has run out', OLD.id USING ERRCODE = 'ZF025';
    END IF;
    IF NOT may_adjust(NEW.decider_id) OR has_part_in_unlock(NEW.decider_id, OLD.unlock_id) THEN
      RAISE EXCEPTION 'reversal request %: user % may not approve', OLD.id, NEW.decider_id
        USING ERRCODE = 'ZF021';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reversal_requests_checked BEFORE INSERT OR UPDATE ON reversal_requests FOR EACH ROW
  EXECUTE FUNCTION check_reversal_request();

-- check_reversal_transfer.sql
-- No transfer of this kind without a reversal that says so: from who bears it, within its part, to the lots
-- that had paid. It sees the rows before it of the same statement. A trigger, before the insert. Raises
-- ZF024.
CREATE FUNCTION check_reversal_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said unlock_reversals;
  giver accounts;
  part bigint;
  earlier bigint;
BEGIN
  SELECT * INTO said FROM unlock_reversals WHERE unlock_id = NEW.ref;
  SELECT * INTO giver FROM accounts WHERE id = NEW.debit_account_id;
  part := CASE giver.type WHEN 'creator_available' THEN said.creator_micros
    WHEN 'platform_fees' THEN said.fee_micros
    WHEN 'adjustments' THEN said.platform_micros END;
  SELECT coalesce(sum(amount_micros), 0) INTO earlier FROM transfers
  WHERE ref = NEW.ref AND kind = 'unlock_reversal' AND debit_account_id = NEW.debit_account_id;
  IF said.source = 'pending' OR part IS NULL OR earlier + NEW.amount_micros > part
    OR NOT EXISTS (
      SELECT FROM transfers t JOIN accounts earned ON earned.id = t.credit_account_id
        JOIN accounts taker ON taker.id = NEW.credit_account_id
      WHERE t.ref = NEW.ref AND t.kind = 'unlock'
        AND (t.debit_account_id = taker.id OR taker.type = 'promotions')
        AND (giver.creator_id IS NULL OR giver.creator_id = earned.creator_id))
  THEN
    RAISE EXCEPTION 'transfer for the reversal of unlock %: not what was decided', NEW.ref
      USING ERRCODE = 'ZF024';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfers_reversal_checked BEFORE INSERT ON transfers FOR EACH ROW
  WHEN (NEW.kind = 'unlock_reversal') EXECUTE FUNCTION check_reversal_transfer();

-- check_unlock_reversal.sql
-- Who may take an unlock back, and at whose cost without a second admin, is judged here, whoever writes the
-- row.
-- A trigger, before the insert. Locks as needs_second_admin() does.
-- Raises ZF020 if the person may not, ZF024 if the request does not allow it, ZF021 if a second admin is
-- needed.
CREATE FUNCTION check_unlock_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  u unlocks;
  asked reversal_requests;
BEGIN
  SELECT * INTO u FROM unlocks WHERE id = NEW.unlock_id;
  IF has_part_in_unlock(NEW.actor_id, NEW.unlock_id) OR NEW.amount_micros <> u.price_micros
    OR (NEW.request_id IS NULL AND NOT may_adjust(NEW.actor_id)) THEN
    RAISE EXCEPTION 'unlock %: user % may not take it back like this', NEW.unlock_id, NEW.actor_id
      USING ERRCODE = 'ZF020';
  END IF;
  NEW.created_at := clock_timestamp();
  IF NEW.request_id IS NOT NULL THEN
    SELECT * INTO asked FROM reversal_requests WHERE id = NEW.request_id;
    IF asked.status IS DISTINCT FROM 'posted' OR (asked.unlock_id, asked.source,
      asked.requester_id) <> (NEW.unlock_id, NEW.source, NEW.actor_id) THEN
      RAISE EXCEPTION 'unlock %: request % does not allow this', NEW.unlock_id, NEW.request_id
        USING ERRCODE = 'ZF024';
    END IF;
  ELSIF NEW.platform_micros + NEW.fee_micros > 0
    AND needs_second_admin(NEW.actor_id, (SELECT currency FROM wallets WHERE id = u.wallet_id),
    NEW.platform_micros + NEW.fee_micros) THEN
    RAISE EXCEPTION 'unlock %: beyond what user % may decide alone', NEW.unlock_id, NEW.actor_id
      USING ERRCODE = 'ZF021';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER unlock_reversals_checked BEFORE INSERT ON unlock_reversals FOR EACH ROW
  EXECUTE FUNCTION check_unlock_reversal();

-- has_part_in_unlock.sql
-- Whether an unlock is a person's own: the reader's, or the item's creator's. Reads only.
CREATE FUNCTION has_part_in_unlock(person bigint, unlock bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM unlocks u JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
    WHERE u.id = unlock AND person IN (u.reader_id, c.user_id))
$$;

-- insert_only.sql
-- What was taken back, disputed and decided stays written down.
CREATE TRIGGER unlock_reversals_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON unlock_reversals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER disputes_never_removed BEFORE DELETE OR TRUNCATE ON disputes FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dispute_movements_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_movements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reversal_requests_never_removed BEFORE DELETE OR TRUNCATE ON reversal_requests
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------ lib/rooms/odd-money/sql

-- check_odd_money.sql
-- Odd money is written once and ended once, by somebody who may and whose own money it is not.
-- A trigger, before the update. Raises ZF023, ZF020.
CREATE FUNCTION check_odd_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL OR (to_jsonb(NEW) - ARRAY['outcome', 'ended_at', 'ended_by', 'note'])
      <> (to_jsonb(OLD) - ARRAY['outcome', 'ended_at', 'ended_by', 'note']) THEN
    RAISE EXCEPTION 'odd money %: it is ended once and never changed', OLD.id USING ERRCODE = 'ZF023';
  END IF;
  IF NEW.ended_by IS NOT NULL AND (NOT may_adjust(NEW.ended_by)
      OR EXISTS (SELECT FROM wallets w WHERE w.id = OLD.wallet_id AND w.user_id = NEW.ended_by)
      OR EXISTS (SELECT FROM creators c WHERE c.id = OLD.creator_id AND c.user_id = NEW.ended_by)) THEN
    RAISE EXCEPTION 'odd money %: user % may not end it', OLD.id, NEW.ended_by USING ERRCODE = 'ZF020';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER odd_money_checked BEFORE UPDATE ON odd_money FOR EACH ROW EXECUTE FUNCTION check_odd_money();
CREATE TRIGGER odd_money_never_removed BEFORE DELETE OR TRUNCATE ON odd_money FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------ lib/rooms/payouts/sql

-- insert_only.sql
-- What was released of gifts' earnings stays released.
CREATE TRIGGER gift_releases_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gift_releases
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- refuse_payout_change.sql
-- A payout keeps whose it is, how much and where it goes; what was given back is never taken again.
-- A trigger, before each update. Raises ZF001.
CREATE FUNCTION refuse_payout_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'payout %: whose, how much and to which account never change', OLD.id
    USING ERRCODE = 'ZF001';
END $$;
CREATE TRIGGER payouts_fixed BEFORE UPDATE ON payouts FOR EACH ROW
  WHEN ((OLD.id, OLD.creator_id, OLD.currency, OLD.amount_micros, OLD.request_key, OLD.account_ref)
    IS DISTINCT FROM (NEW.id, NEW.creator_id, NEW.currency, NEW.amount_micros, NEW.request_key,
      NEW.account_ref)
    OR OLD.transfer_ref <> NEW.transfer_ref OR OLD.returned_micros > NEW.returned_micros
    OR OLD.reversed_micros > NEW.reversed_micros)
  EXECUTE FUNCTION refuse_payout_change();
CREATE TRIGGER payouts_never_removed BEFORE DELETE OR TRUNCATE ON payouts FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------ lib/rooms/wallet/sql

-- give_welcome.sql
-- Gives a welcome gift, promotions → a new lot, to a person who has proved their address: once for each
-- mailbox.
-- Takes wallet, amount and when it expires. Gives the grant; null: not proved yet, or it was given.
-- Locks the person: waits for a proof under way, and a proof for it. Raises what grant_promotion() raises.
CREATE FUNCTION give_welcome(wallet bigint, amount bigint, expiry timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
DECLARE
  person users;
BEGIN
  SELECT u.* INTO person FROM users u JOIN wallets w ON w.user_id = u.id WHERE w.id = wallet FOR SHARE OF u;
  IF person.email_verified IS NULL THEN RETURN NULL; END IF;
  INSERT INTO welcome_gifts (mailbox_hash, wallet_id)
    VALUES (sha256(convert_to(mailbox_of(person.email), 'UTF8')), wallet)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN grant_promotion(wallet, amount, 'welcome', expiry);
END $$;

-- ------------------------------------------------------------ lib/desks/backoffice/sql

-- insert_only.sql
-- Notes about a person stay as they were written.
CREATE TRIGGER person_notes_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------ lib/desks/reconciliation/sql

-- difference_key.sql
-- What makes a difference the same in another run: the thing it is about, and both amounts. What was
-- explained stays so as long as the key is the same.
CREATE FUNCTION difference_key(kind difference_kind, category text, currency text, transaction_ref text,
  source_ref text, processor_micros bigint, books_micros bigint)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', kind::text, category, trim(currency), coalesce(transaction_ref, ''),
    coalesce(source_ref, ''),
    coalesce(processor_micros::text, ''), coalesce(books_micros::text, ''))
$$;

-- open_differences.sql
-- What the last comparison found and nobody has explained, and whether it left something over that nothing
-- lists.
CREATE VIEW open_differences AS
  WITH last AS (SELECT id, unexplained FROM reconciliations WHERE status = 'done' ORDER BY id DESC LIMIT 1)
  SELECT d.key FROM last JOIN reconciliation_differences d ON d.run_id = last.id
  WHERE NOT coalesce((SELECT n.explains FROM difference_notes n WHERE n.difference_key = d.key
    ORDER BY n.id DESC LIMIT 1), false)
  UNION ALL
  SELECT 'unexplained ' || id FROM last WHERE unexplained;

-- ------------------------------------------------------------ lib/desks/notify/sql

-- admin_waiting.sql
-- Everything that waits for an admin of finance, each thing by its name; `not_for` is whose own it is.
CREATE VIEW admin_waiting AS
  SELECT CASE WHEN about <> 'payout' THEN 'odd_money' WHEN reason = 'sources_unknown' THEN 'unknown_payout'
    ELSE 'failed_payout' END AS kind,
    id::text AS event_key, NULL::bigint AS not_for FROM odd_money WHERE ended_at IS NULL
  UNION ALL
  SELECT 'dispute', id::text, NULL FROM disputes WHERE closed_at IS NULL
    AND status IN ('needs_response', 'warning_needs_response')
  UNION ALL
  SELECT 'difference', key, NULL FROM open_differences
  UNION ALL
  SELECT 'approval', 'adjustment ' || id, requester_id FROM adjustments WHERE status = 'pending'
    AND expires_at > now()
  UNION ALL
  SELECT 'approval', 'gifts ' || id, requester_id FROM gift_batches WHERE status = 'waiting'
  UNION ALL
  SELECT 'approval', 'reversal ' || id, requester_id FROM reversal_requests WHERE status = 'pending'
    AND expires_at > now()
  UNION ALL
  SELECT 'approval', 'charge ' || id, requester_id FROM processor_charges WHERE status = 'pending';

-- ------------------------------------------------------------ lib/desks/reconciliation/sql

-- check_processor_charge.sql
-- A fee of the processor's own is asked for by one admin of finance and decided once by another.
-- A trigger, before insert and update. Raises ZF020 if the requester may not, ZF023 for a change or a decider
-- who may not.
CREATE FUNCTION check_processor_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' OR NOT may_adjust(NEW.requester_id) THEN
      RAISE EXCEPTION 'user % may not ask for a charge of the processor', NEW.requester_id
        USING ERRCODE = 'ZF020';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'pending' OR (to_jsonb(NEW) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
      <> (to_jsonb(OLD) - ARRAY['status', 'decider_id', 'decided_at', 'decision_note'])
        OR NOT may_adjust(NEW.decider_id) THEN
    RAISE EXCEPTION 'charge % of the processor: decided once, by whom it is allowed, and never changed',
      OLD.id
      USING ERRCODE = 'ZF023';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER processor_charges_checked BEFORE INSERT OR UPDATE ON processor_charges FOR EACH ROW
  EXECUTE FUNCTION check_processor_charge();
CREATE TRIGGER processor_charges_never_removed BEFORE DELETE OR TRUNCATE ON processor_charges
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- insert_only.sql
-- What was read, found and explained stays as it was.
CREATE TRIGGER processor_transactions_insert_only BEFORE UPDATE OR DELETE
  OR TRUNCATE ON processor_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_differences_insert_only BEFORE UPDATE OR DELETE
  OR TRUNCATE ON reconciliation_differences
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_closings_insert_only BEFORE UPDATE OR DELETE
  OR TRUNCATE ON reconciliation_closings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER difference_notes_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON difference_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- post_processor_charge.sql
-- Processor costs → card clearing, or the other way for what the processor gives back. Leg 0 is the amount,
-- leg 1 the fee on it. A trigger, after the decision. Raises ZF003.
CREATE FUNCTION post_processor_charge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  costs bigint := platform_account('processor_costs', NEW.currency);
  clearing bigint := platform_account('card_clearing', NEW.currency);
BEGIN
  IF NEW.amount_micros < 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 0, costs, clearing,
    -NEW.amount_micros);
  ELSIF NEW.amount_micros > 0 THEN
    PERFORM post_once(NEW.id, 'processor_charge', 0, clearing, costs, NEW.amount_micros);
  END IF;
  IF NEW.fee_micros > 0 THEN PERFORM post_once(NEW.id, 'processor_charge', 1, costs, clearing,
    NEW.fee_micros);
  ELSIF NEW.fee_micros < 0 THEN
    PERFORM post_once(NEW.id, 'processor_charge', 1, clearing, costs, -NEW.fee_micros);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER processor_charges_posted AFTER UPDATE ON processor_charges FOR EACH ROW
  WHEN (NEW.status = 'posted')
  EXECUTE FUNCTION post_processor_charge();

-- processor_expected.sql
-- What the ledger has, one row per thing, signed as the processor would sign it. `row_micros` is what the
-- business row says; `waits`: the processor may still be silent about it.
CREATE VIEW processor_expected AS
  SELECT 'charges' AS part, t.charge_ref AS key, 'top_ups' AS ref_table, t.id AS ref, w.currency,
    p.amount AS amount_micros,
    p.fee AS fee_micros, t.amount_micros AS row_micros, t.paid_at AS at,
    t.transaction_ref IS NULL AND t.paid_at > now() - interval '3 days' AS waits
  FROM top_ups t JOIN wallets w ON w.id = t.wallet_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'top_up'), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind = 'processing_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = t.id AND x.kind IN ('top_up', 'processing_fee')) p
  WHERE t.status = 'paid' AND t.charge_ref IS NOT NULL
  UNION ALL
  SELECT 'refunds', coalesce(r.refund_ref, 'refund-' || r.id), 'refunds', r.id, r.currency, -p.amount, p.fee,
    -r.amount_micros,
    r.created_at, r.status IN ('created', 'pending', 'requires_action')
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros) FILTER (WHERE x.kind IN ('top_up_refund', 'cash_out')),
      0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'refund_fee'), 0)::bigint AS fee
    FROM transfers x WHERE x.ref = r.id AND x.kind::text IN ('top_up_refund', 'cash_out', 'refund_fee')) p
  WHERE r.status NOT IN ('failed', 'canceled') OR r.transaction_ref IS NOT NULL
  UNION ALL
  SELECT 'refund_returns', r.refund_ref, 'refunds', r.id, r.currency, p.amount, 0, r.amount_micros,
    r.ended_at,
    r.return_transaction_ref IS NULL AND r.ended_at > now() - interval '3 days'
  FROM refunds r CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = r.id
      AND x.kind::text = 'refund_returned') p
  WHERE r.status IN ('failed', 'canceled') AND r.transaction_ref IS NOT NULL
  UNION ALL
  SELECT 'disputes', m.transaction_ref, 'disputes', d.id, d.currency, p.amount, p.fee, m.amount_micros,
    m.created_at, false
  FROM dispute_movements m JOIN disputes d ON d.id = m.dispute_id CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE x.kind WHEN 'dispute_opened' THEN -x.amount_micros
      WHEN 'dispute_won' THEN x.amount_micros END), 0)::bigint AS amount,
      coalesce(sum(x.amount_micros) FILTER (WHERE x.kind::text = 'dispute_fee'), 0)::bigint * CASE
        WHEN m.fee_micros < 0 THEN -1 ELSE 1 END AS fee
    FROM transfers x WHERE x.ref = d.id AND x.leg = m.leg
      AND x.kind::text IN ('dispute_opened', 'dispute_won', 'dispute_fee')) p
  UNION ALL
  SELECT 'transfers', o.transfer_ref, 'payouts', o.id, o.currency, -p.amount, 0, -o.amount_micros,
    coalesce(o.sent_at, o.created_at), false
  FROM payouts o CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount_micros), 0)::bigint AS amount FROM transfers x WHERE x.ref = o.id
      AND x.kind = 'payout_sent') p
  WHERE o.transfer_ref IS NOT NULL
  UNION ALL
  SELECT 'transfer_returns', o.transfer_ref, 'payouts', o.id, o.currency, o.reversed_micros, 0,
    o.reversed_micros,
    coalesce(o.ended_at, o.sent_at, o.created_at), false
  FROM payouts o WHERE o.transfer_ref IS NOT NULL AND o.reversed_micros > 0
  UNION ALL
  SELECT 'other', c.key, 'processor_charges', c.id, c.currency, p.amount, p.fee, c.amount_micros,
    c.happened_at, false
  FROM processor_charges c CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN x.amount_micros
      ELSE -x.amount_micros END) FILTER (WHERE x.leg = 0), 0)::bigint AS amount,
      coalesce(sum(CASE WHEN d.type = 'card_clearing' THEN -x.amount_micros
        ELSE x.amount_micros END) FILTER (WHERE x.leg = 1), 0)::bigint AS fee
    FROM transfers x JOIN accounts d ON d.id = x.debit_account_id WHERE x.ref = c.id
      AND x.kind = 'processor_charge') p
  WHERE c.status = 'posted';

-- processor_seen.sql
-- What the processor has: one row per thing that moved money on its balance. A second transaction for the
-- same thing shows in `times`.
CREATE VIEW processor_seen AS
  SELECT part, key, min(currency) AS currency, min(id) AS transaction_ref, min(source_ref) AS source_ref,
    sum(amount_micros)::bigint AS amount_micros, sum(fee_micros)::bigint AS fee_micros,
      count(*)::int AS times, min(created_at) AS at
  FROM (
    SELECT id, source_ref, currency, amount_micros, fee_micros, created_at,
      stripe_part(type, category, source_ref) AS part,
      CASE stripe_part(type, category, source_ref) WHEN 'disputes' THEN id
        WHEN 'transfer_returns' THEN coalesce(parent_ref, id)
        ELSE coalesce(source_ref, id) END AS key
    FROM processor_transactions
  ) told GROUP BY part, key;

-- ------------------------------------------------------------ lib/desks/support/sql

-- refuse_message_change.sql
-- What was said stays said. A trigger, before each update. Raises ZF001.
CREATE FUNCTION refuse_message_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'message %: only the state of its mail may change', OLD.id USING ERRCODE = 'ZF001';
END $$;
CREATE TRIGGER support_messages_fixed BEFORE UPDATE ON support_messages FOR EACH ROW
  WHEN ((OLD.id, OLD.request_id, OLD.author_id, OLD.message_key, OLD.kind, OLD.body, OLD.created_at)
        IS DISTINCT FROM (NEW.id, NEW.request_id, NEW.author_id, NEW.message_key, NEW.kind, NEW.body,
          NEW.created_at))
  EXECUTE FUNCTION refuse_message_change();
CREATE TRIGGER support_messages_stay BEFORE DELETE OR TRUNCATE ON support_messages
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
