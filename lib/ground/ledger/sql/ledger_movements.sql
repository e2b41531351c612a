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
