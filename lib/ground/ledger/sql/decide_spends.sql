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
