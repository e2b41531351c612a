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
-- wallet_frozen, item_unavailable, wallet_unknown. `balances` is what the wallet can spend after request k.
-- The requests of one wallet are served in the order given; a refused one leaves the money to those after it.
CREATE FUNCTION spend(
  wallet_ids bigint[], item_ids bigint[], seen_prices bigint[],
  OUT statuses text[], OUT unlock_ids bigint[], OUT prices bigint[], OUT unlocked_at_ms bigint[], OUT balances bigint[]
) LANGUAGE plpgsql
-- The plan is made once per connection, perhaps on empty tables: it must be index look-ups all the same.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
AS $$
DECLARE
  at timestamptz;
  readers bigint[];
  pendings bigint[];
  offsets bigint[];      -- what earlier requests of the same wallet take in this call
  in_turn int[];         -- requests that must be decided one after the other
  winners int[];
  q record;
  wallet bigint := 0;
  available bigint;
  limit_left bigint;
  spent bigint;
BEGIN
  PERFORM FROM wallets WHERE id = ANY (wallet_ids) ORDER BY id FOR NO KEY UPDATE;
  at := clock_timestamp();

  -- Decide each request as if it were its wallet's only one.
  SELECT array_agg(status ORDER BY n), array_agg(reader_id ORDER BY n), array_agg(pending_account_id ORDER BY n),
    array_agg(coalesce(unlock_id, CASE WHEN status = 'unlocked' THEN nextval('unlocks_id_seq') END) ORDER BY n),
    array_agg(price ORDER BY n), array_agg(ms ORDER BY n), array_agg(spendable ORDER BY n), array_agg(0::bigint ORDER BY n),
    array_agg(n ORDER BY n) FILTER (WHERE limited)
  INTO statuses, readers, pendings, unlock_ids, prices, unlocked_at_ms, balances, offsets, in_turn
  FROM (
    SELECT r.n, w.user_id AS reader_id, p.pending_account_id, u.id AS unlock_id,
      CASE WHEN u.id IS NOT NULL THEN u.price_micros WHEN i.id IS NOT NULL THEN p.price_micros END AS price,
      CASE WHEN u.id IS NOT NULL THEN floor(extract(epoch FROM u.created_at) * 1000)::bigint END AS ms,
      b.spendable,
      (w.daily_limit_micros IS NOT NULL OR w.monthly_limit_micros IS NOT NULL) AS limited,
      CASE WHEN w.id IS NULL THEN 'wallet_unknown'
        WHEN u.id IS NOT NULL THEN 'already_unlocked'
        WHEN i.id IS NULL OR p.item_id IS NULL THEN 'item_unavailable'
        WHEN w.status <> 'active' THEN 'wallet_frozen'
        WHEN p.price_micros <> r.seen_price THEN 'price_changed'
        WHEN p.price_micros > b.spendable THEN 'insufficient_funds'
        ELSE 'unlocked' END AS status
    FROM unnest(wallet_ids, item_ids, seen_prices) WITH ORDINALITY AS r (wallet_id, item_id, seen_price, n)
    LEFT JOIN wallets w ON w.id = r.wallet_id
    LEFT JOIN unlocks u ON u.reader_id = w.user_id AND u.item_id = r.item_id AND u.refunded_at IS NULL
    LEFT JOIN items i ON i.id = r.item_id AND i.status = 'published'
    LEFT JOIN item_prices p ON p.item_id = r.item_id AND p.currency = w.currency
    CROSS JOIN LATERAL (SELECT spendable_micros(w.id, at) AS spendable) b
    OFFSET 0
  ) decided;

  -- Readers with several requests here, and wallets with limits, are decided again, one request after the other.
  SELECT array_agg(n) INTO in_turn FROM (
    SELECT unnest(in_turn) AS n
    UNION
    SELECT unnest(ns) FROM (
      SELECT array_agg(n::int) AS ns FROM unnest(readers) WITH ORDINALITY AS r (reader, n)
      WHERE reader IS NOT NULL GROUP BY reader HAVING count(*) > 1
    ) several
  ) all_of_them;

  IF in_turn IS NOT NULL THEN
    winners := array_fill(NULL::int, ARRAY[cardinality(wallet_ids)]);
    FOR q IN
      SELECT n, wallet_ids[n] AS wallet_id,
        min(n) OVER (PARTITION BY readers[n], item_ids[n]) AS twin
      FROM unnest(in_turn) AS n ORDER BY wallet_ids[n], n
    LOOP
      IF q.wallet_id <> wallet THEN
        wallet := q.wallet_id;
        available := balances[q.n];
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
    END LOOP;
  END IF;

  -- Post. Request k takes the stretch [offset, offset + price) of its wallet's money, and each lot holds a stretch of it,
  -- in the order of spending; where the two overlap is a transfer.
  WITH bought AS (
    SELECT n, wallet_id, price, pending, unlock_id, taken
    FROM unnest(statuses, wallet_ids, prices, pendings, unlock_ids, offsets) WITH ORDINALITY
      AS r (status, wallet_id, price, pending, unlock_id, taken, n)
    WHERE status = 'unlocked'
  ), stretches AS (
    SELECT b.unlock_id, b.pending, b.taken, b.taken + b.price AS taken_end, l.account_id, l.balance_micros,
      sum(l.balance_micros) OVER (PARTITION BY b.n ORDER BY l.kind DESC, l.expires_at, l.account_id)::bigint AS lot_end
    FROM bought b JOIN lots l ON l.wallet_id = b.wallet_id
    WHERE l.balance_micros > 0 AND (l.expires_at IS NULL OR l.expires_at > at)
  ), legs AS MATERIALIZED (
    SELECT unlock_id, pending, account_id, lot_end,
      least(taken_end, lot_end) - greatest(taken, lot_end - balance_micros) AS amount
    FROM stretches WHERE taken < lot_end AND taken_end > lot_end - balance_micros
  ), lots_drained AS (
    UPDATE lots SET balance_micros = lots.balance_micros - d.amount
    FROM (SELECT account_id, sum(amount)::bigint AS amount FROM legs GROUP BY account_id) d
    WHERE lots.account_id = d.account_id
  ), transfers_made AS (
    INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
    SELECT unlock_id, 'unlock', row_number() OVER (PARTITION BY unlock_id ORDER BY lot_end) - 1, account_id, pending, amount, at
    FROM legs
  )
  INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at)
  SELECT unlock_ids[n], wallet_id, readers[n], item_ids[n], price, at FROM bought;

  -- Replays of this very call show its moment; a balance is what is left after the request's own turn.
  SELECT array_agg(coalesce(ms, floor(extract(epoch FROM at) * 1000)::bigint) ORDER BY n),
    array_agg(balance - taken - CASE WHEN status = 'unlocked' THEN price ELSE 0 END ORDER BY n)
  INTO unlocked_at_ms, balances
  FROM unnest(statuses, prices, unlocked_at_ms, balances, offsets) WITH ORDINALITY
    AS r (status, price, ms, balance, taken, n);
END $$;
