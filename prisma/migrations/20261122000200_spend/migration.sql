-- The hot path. lib/ledger/spend.ts is the only caller of spend().

-- A lot's balance changes only while its wallet's row is locked, and what is posted is dated after the lock is held:
-- so the transfers of one wallet are dated in the order in which they happened.

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

-- Serves many unlock requests in one call and one transaction. Element k of each array is request k; so is element k of
-- each array returned. Statuses: unlocked, already_unlocked, insufficient_funds, price_changed, limit_reached,
-- wallet_frozen, item_unavailable, wallet_unknown. `bought_at_ms` is null for what is bought now, `now_ms`. `balances` is
-- what the wallet can spend after request k. The requests of one wallet are served in the order given; a refused one
-- leaves the money to those after it.
CREATE FUNCTION spend(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  OUT statuses text[], OUT unlock_ids bigint[], OUT prices bigint[], OUT bought_at_ms bigint[], OUT balances bigint[],
  OUT now_ms bigint
) LANGUAGE plpgsql
-- Planned once per connection, perhaps on empty tables: it must be index look-ups all the same.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_bitmapscan = off SET enable_material = off
AS $$
DECLARE
  at timestamptz;
  readers bigint[];
  pendings bigint[];
  limited int[];         -- requests of wallets with limits
  in_turn int[];         -- requests that must be decided one after the other
  offsets bigint[];      -- what earlier requests of the same wallet take in this call
  winners int[];
  q record;
  wallet bigint := 0;
  available bigint;
  limit_left bigint;
  spent bigint;
BEGIN
  PERFORM FROM wallets WHERE id = ANY (wallet_ids) ORDER BY id FOR NO KEY UPDATE;
  at := clock_timestamp();
  now_ms := floor(extract(epoch FROM at) * 1000);

  -- Decide each request as if it were its wallet's only one. The fences (OFFSET 0) keep two-column index look-ups.
  SELECT array_agg(status), array_agg(reader_id), array_agg(pending_account_id),
    array_agg(CASE WHEN status = 'unlocked' THEN nextval('unlocks_id_seq') ELSE unlock_id END),
    array_agg(price), array_agg(ms), array_agg(CASE WHEN status = 'unlocked' THEN spendable - price ELSE spendable END),
    array_agg(n) FILTER (WHERE has_limit)
  INTO statuses, readers, pendings, unlock_ids, prices, bought_at_ms, balances, limited
  FROM (
    SELECT r.n, r.reader_id, r.has_limit, r.spendable, p.pending_account_id, u.id AS unlock_id,
      CASE WHEN u.id IS NOT NULL THEN u.price_micros WHEN i.id IS NOT NULL THEN p.price_micros END AS price,
      CASE WHEN u.id IS NOT NULL THEN floor(extract(epoch FROM u.created_at) * 1000)::bigint END AS ms,
      CASE WHEN r.reader_id IS NULL THEN 'wallet_unknown'
        WHEN u.id IS NOT NULL THEN 'already_unlocked'
        WHEN i.id IS NULL OR p.item_id IS NULL THEN 'item_unavailable'
        WHEN r.wallet_status <> 'active' THEN 'wallet_frozen'
        WHEN p.price_micros <> r.seen_price THEN 'price_changed'
        WHEN p.price_micros > r.spendable THEN 'insufficient_funds'
        ELSE 'unlocked' END AS status
    FROM (
      SELECT r.n, r.item_id, r.seen_price, w.user_id AS reader_id, w.currency, w.status AS wallet_status,
        (w.daily_limit_micros IS NOT NULL OR w.monthly_limit_micros IS NOT NULL) AS has_limit,
        (SELECT coalesce(sum(l.balance_micros), 0)::bigint FROM lots l WHERE l.wallet_id = r.wallet_id
          AND l.balance_micros > 0 AND (l.expires_at IS NULL OR l.expires_at > at)) AS spendable
      FROM unnest(wallet_ids, item_ids, seen_prices) WITH ORDINALITY AS r (wallet_id, item_id, seen_price, n)
      LEFT JOIN wallets w ON w.id = r.wallet_id
      OFFSET 0
    ) r
    LEFT JOIN unlocks u ON u.reader_id = r.reader_id AND u.item_id = r.item_id AND u.refunded_at IS NULL
    LEFT JOIN item_prices p ON p.item_id = r.item_id AND p.currency = r.currency
    LEFT JOIN items i ON i.id = p.item_id AND i.status = 'published'
    ORDER BY r.n
  ) decided;

  -- Readers with several requests here, and wallets with limits, are decided again, one request after the other.
  SELECT array_agg(n) INTO in_turn FROM (
    SELECT unnest(limited) AS n
    UNION
    SELECT unnest(ns) FROM (
      SELECT array_agg(n::int) AS ns FROM unnest(readers) WITH ORDINALITY AS r (reader, n)
      WHERE reader IS NOT NULL GROUP BY reader HAVING count(*) > 1
    ) several
  ) all_of_them;

  IF in_turn IS NOT NULL THEN
    winners := array_fill(NULL::int, ARRAY[cardinality(wallet_ids)]);
    offsets := array_fill(0::bigint, ARRAY[cardinality(wallet_ids)]);
    FOR q IN
      SELECT n, wallet_ids[n] AS wallet_id,
        min(n) OVER (PARTITION BY readers[n], item_ids[n]) AS twin
      FROM unnest(in_turn) AS n ORDER BY wallet_ids[n], n
    LOOP
      IF q.wallet_id <> wallet THEN
        wallet := q.wallet_id;
        available := balances[q.n] + CASE WHEN statuses[q.n] = 'unlocked' THEN prices[q.n] ELSE 0 END;
        limit_left := limit_left_micros(wallet, at);
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
          winners[q.twin] := q.n;
          spent := spent + prices[q.n];
        END IF;
      END IF;
      balances[q.n] := available - spent;
    END LOOP;
  END IF;

  -- Post. Request k takes the stretch [offset, offset + price) of its wallet's money, and each lot holds a stretch of it,
  -- in the order of spending; where the two overlap is a transfer.
  WITH bought AS (
    SELECT n, unlock_id, wallet_id, reader, item_id, pending, price, coalesce(taken, 0) AS taken
    FROM unnest(statuses, unlock_ids, wallet_ids, readers, item_ids, pendings, prices, offsets) WITH ORDINALITY
      AS r (status, unlock_id, wallet_id, reader, item_id, pending, price, taken, n)
    WHERE status = 'unlocked'
  ), stretches AS (
    SELECT b.n, b.unlock_id, b.pending, b.taken, b.taken + b.price AS taken_end,
      l.kind, l.expires_at, l.account_id, l.balance_micros, sum(l.balance_micros) OVER in_order::bigint AS lot_end
    FROM bought b JOIN lots l ON l.wallet_id = b.wallet_id
    WHERE l.balance_micros > 0 AND (l.expires_at IS NULL OR l.expires_at > at)
    WINDOW in_order AS (PARTITION BY b.n ORDER BY l.kind DESC, l.expires_at, l.account_id)
  ), legs AS MATERIALIZED (
    SELECT unlock_id, pending, account_id,
      least(taken_end, lot_end) - greatest(taken, lot_end - balance_micros) AS amount,
      row_number() OVER (PARTITION BY n ORDER BY kind DESC, expires_at, account_id) - 1 AS leg
    FROM stretches WHERE taken < lot_end AND taken_end > lot_end - balance_micros
  ), lots_drained AS (
    UPDATE lots SET balance_micros = lots.balance_micros - d.amount
    FROM (SELECT account_id, sum(amount)::bigint AS amount FROM legs GROUP BY account_id) d
    WHERE lots.account_id = d.account_id
  ), transfers_made AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock_id, 'unlock', leg, account_id, pending, amount, at FROM legs
  )
  INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at)
  SELECT unlock_id, wallet_id, reader, item_id, price, at FROM bought;
END $$;
