-- The hot path. lib/ledger/spend.ts is the only caller of spend().

-- A lot's balance changes only while its wallet's paid lot is locked, and what is posted is dated after the lock is held:
-- so the transfers of one wallet are dated in the order in which they happened. Locks are taken in the order of
-- (wallet, kind, expiry, lot), so that they never wait in a circle.

-- What a wallet can spend at a moment.
CREATE FUNCTION spendable_micros(wallet bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(balance_micros), 0)::bigint FROM lots
  WHERE wallet_id = wallet AND balance_micros > 0 AND (expires_at IS NULL OR expires_at > at)
$$;

-- What may still be spent under the wallet's own limits, at the borders of the reader's days and months. Null: no limit.
CREATE FUNCTION limit_left_micros(wallet bigint, at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT least(
    w.daily_limit_micros - (SELECT coalesce(sum(u.price_micros), 0)::bigint FROM unlocks u
      WHERE u.reader_id = w.user_id AND u.refunded_at IS NULL AND u.wallet_id = w.id
        AND w.daily_limit_micros IS NOT NULL
        AND u.created_at >= date_trunc('day', at AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone),
    w.monthly_limit_micros - (SELECT coalesce(sum(u.price_micros), 0)::bigint FROM unlocks u
      WHERE u.reader_id = w.user_id AND u.refunded_at IS NULL AND u.wallet_id = w.id
        AND w.monthly_limit_micros IS NOT NULL
        AND u.created_at >= date_trunc('month', at AT TIME ZONE w.time_zone) AT TIME ZONE w.time_zone))
  FROM wallets w WHERE w.id = wallet
$$;

-- Decides each request as if it were its wallet's only one, with what is needed to post it. Reads only. The lots are given
-- as they were read under their locks. `lot` is the only lot with money when there is one alone; `needs_turn`: the wallet
-- has limits, or several lots. Inlined by its callers.
CREATE FUNCTION decide_spends(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  lot_wallets bigint[], lot_ids bigint[], lot_micros bigint[], lot_ends timestamptz[], at timestamptz
) RETURNS TABLE (
  n bigint, wallet bigint, item bigint, status text, reader bigint, pending bigint, unlock bigint, price bigint, bought_ms bigint,
  spendable bigint, lot bigint, needs_turn boolean
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
    coalesce(m.spendable, 0), m.lot, w.daily_limit_micros IS NOT NULL OR w.monthly_limit_micros IS NOT NULL OR m.lots > 1
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
    SELECT id FROM items WHERE id = ANY (item_ids) AND items.status = 'published' AND items.published_at <= at OFFSET 0
  ) i ON i.id = r.item_id
  LEFT JOIN LATERAL (
    SELECT u.id, u.price_micros, u.created_at FROM unlocks u
    WHERE u.reader_id = w.user_id AND u.item_id = r.item_id AND u.refunded_at IS NULL LIMIT 1
  ) u ON true
$$;

-- The requests that depend on each other, or on more than one lot: decided one after the other, then posted together.
-- The lots are locked by the caller, spend(), and given in the order of spending; its description of the arrays holds here.
CREATE FUNCTION spend_in_turn(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  lot_wallets bigint[], lot_ids bigint[], lot_micros bigint[], lot_ends timestamptz[], at timestamptz,
  OUT statuses text[], OUT unlock_ids bigint[], OUT prices bigint[], OUT bought_at_ms bigint[], OUT balances bigint[]
) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_nestloop = off
SET enable_mergejoin = off
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
  SELECT array_agg(status), array_agg(reader), array_agg(pending), array_agg(unlock), array_agg(price), array_agg(bought_ms),
    array_agg(spendable)
  INTO statuses, readers, pendings, unlock_ids, prices, bought_at_ms, balances
  FROM (
    SELECT * FROM decide_spends(wallet_ids, item_ids, seen_prices, lot_wallets, lot_ids, lot_micros, lot_ends, at) ORDER BY n
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

  -- Request k takes the stretch [offset, offset + price) of its wallet's money, and each lot holds a stretch of it, in the
  -- order of spending; where the two overlap is a transfer.
  WITH bought AS (
    SELECT n, unlock_id, wallet_id, reader, item_id, pending, price, taken
    FROM unnest(statuses, unlock_ids, wallet_ids, readers, item_ids, pendings, prices, offsets) WITH ORDINALITY
      AS r (status, unlock_id, wallet_id, reader, item_id, pending, price, taken, n)
    WHERE status = 'unlocked'
  ), stretches AS (
    SELECT b.unlock_id, b.pending, b.taken, b.taken + b.price AS taken_end, l.id, l.micros,
      sum(l.micros) OVER in_order::bigint AS lot_end, row_number() OVER in_order AS lot_number
    FROM bought b
    JOIN unnest(lot_wallets, lot_ids, lot_micros, lot_ends) WITH ORDINALITY AS l (wallet_id, id, micros, ends, place)
      ON l.wallet_id = b.wallet_id
    WHERE l.micros > 0 AND (l.ends IS NULL OR l.ends > at)
    WINDOW in_order AS (PARTITION BY b.n ORDER BY l.place)
  ), legs AS MATERIALIZED (
    SELECT unlock_id, pending, id AS account_id, least(taken_end, lot_end) - greatest(taken, lot_end - micros) AS amount,
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

-- Serves many unlock requests in one call and one transaction. Element k of each input array is request k. The answers come
-- in any order: element j of each array returned belongs to request `places[j]`. Statuses: unlocked, already_unlocked,
-- insufficient_funds, price_changed, limit_reached, wallet_frozen, item_unavailable, wallet_unknown. `bought_at_ms` is null
-- for what is bought now, `now_ms`. `balances` is what the wallet can spend after the request. The requests of one wallet
-- are served in the order given; a refused one leaves the money to those after it.
-- Raises unique_violation if the reader of two wallets buys one item with both at once: ask again, one at a time.
CREATE FUNCTION spend(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  OUT places int[], OUT statuses text[], OUT unlock_ids bigint[], OUT prices bigint[], OUT bought_at_ms bigint[],
  OUT balances bigint[], OUT now_ms bigint
) LANGUAGE plpgsql
-- Planned once per connection, perhaps on empty tables. Each table is read by one index scan for all keys (= ANY), which
-- visits a page once however many keys are on it; the few hundred rows are then joined by hashing.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off SET enable_nestloop = off
SET enable_mergejoin = off
AS $$
DECLARE
  at timestamptz;
  lot_wallets bigint[];
  lot_ids bigint[];
  lot_micros bigint[];
  lot_ends timestamptz[];
  paid_lots bigint;
  repeated bigint[] := '{}';  -- wallets with several requests here
  in_turn int[];
BEGIN
  SELECT array_agg(wallet_id), array_agg(account_id), array_agg(balance_micros), array_agg(expires_at), count(*) FILTER (WHERE kind = 'paid')
  INTO lot_wallets, lot_ids, lot_micros, lot_ends, paid_lots
  FROM (
    SELECT wallet_id, account_id, balance_micros, expires_at, kind FROM lots
    WHERE wallet_id = ANY (wallet_ids) AND (kind = 'paid' OR balance_micros > 0)
    ORDER BY wallet_id, kind DESC, expires_at, account_id FOR NO KEY UPDATE
  ) locked;
  at := clock_timestamp();
  now_ms := floor(extract(epoch FROM at) * 1000);
  IF paid_lots < cardinality(wallet_ids) THEN
    repeated := ARRAY(SELECT wallet FROM unnest(wallet_ids) AS wallet GROUP BY wallet HAVING count(*) > 1);
  END IF;

  -- The usual request is its wallet's only one here and is paid from one lot: decided and posted in one statement.
  WITH decided AS MATERIALIZED (
    SELECT *, CASE WHEN status = 'unlocked' THEN nextval('unlocks_id_seq') ELSE unlock END AS unlock_id FROM (
      SELECT d.n, d.wallet, d.item, d.reader, d.pending, d.unlock, d.price, d.bought_ms, d.spendable, d.lot,
        CASE WHEN d.needs_turn OR d.wallet = ANY (repeated) THEN 'in_turn' ELSE d.status END AS status
      FROM decide_spends(wallet_ids, item_ids, seen_prices, lot_wallets, lot_ids, lot_micros, lot_ends, at) d
    ) s
  ), lots_drained AS (
    UPDATE lots SET balance_micros = lots.balance_micros - d.price FROM decided d
    WHERE d.status = 'unlocked' AND lots.account_id = d.lot AND lots.account_id = ANY (lot_ids)
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
    SELECT spend.places || in_turn, spend.statuses || s.statuses, spend.unlock_ids || s.unlock_ids, spend.prices || s.prices,
      spend.bought_at_ms || s.bought_at_ms, spend.balances || s.balances
    INTO places, statuses, unlock_ids, prices, bought_at_ms, balances
    FROM (
      SELECT array_agg(wallet_ids[n]) AS wallets, array_agg(item_ids[n]) AS items, array_agg(seen_prices[n]) AS seen FROM unnest(in_turn) AS n
    ) l, spend_in_turn(l.wallets, l.items, l.seen, lot_wallets, lot_ids, lot_micros, lot_ends, at) s;
  END IF;
END $$;
