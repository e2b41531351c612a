-- The latest batch that was agreed to and says the same as this one, or null. Locks the content until the
-- transaction ends, so that of two that are confirmed at once the second sees the first.
CREATE FUNCTION gift_batch_repeated(batch bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  PERFORM pg_advisory_xact_lock(hashtextextended('gift content ' || coalesce(asked.content_hash, ''), 0));
  RETURN (SELECT max(id) FROM gift_batches WHERE content_hash = asked.content_hash
    AND currency = asked.currency AND id <> batch
    AND status IN ('waiting', 'posting', 'done'));
END $$;
