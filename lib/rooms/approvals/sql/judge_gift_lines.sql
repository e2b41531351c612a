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
