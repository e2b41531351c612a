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
