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
