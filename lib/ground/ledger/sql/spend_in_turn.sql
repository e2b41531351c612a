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
