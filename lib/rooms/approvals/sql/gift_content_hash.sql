-- What a file says, whatever its order, line ends, quotes and spelling of an amount: who gets how much until
-- when.
-- Reads only.
CREATE FUNCTION gift_content_hash(batch bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(string_agg(said, E'\n' ORDER BY said COLLATE "C"), ''), 'UTF8')),
    'hex') FROM (
    SELECT lower(email) || E'\t' || coalesce(amount_micros::text, amount) || E'\t'
      || coalesce(extract(epoch FROM gift_expires_at)::text, expires) AS said FROM gift_batch_lines
        WHERE batch_id = batch
  ) lines
$$;
