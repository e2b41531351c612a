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
