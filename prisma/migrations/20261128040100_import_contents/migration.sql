-- Imports know their content: what was read before is said, and taken a second time only when somebody says so.

ALTER TABLE gift_batches
  ADD COLUMN content_hash text,
  ADD COLUMN repeats_id bigint,
  ADD CONSTRAINT gift_batches_repeats_id_fkey FOREIGN KEY (repeats_id) REFERENCES gift_batches (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_batches_repeats_check CHECK (repeats_id <> id);
CREATE INDEX gift_batches_content_hash_idx ON gift_batches (content_hash);

-- What a file says, whatever its order, line ends, quotes and spelling of an amount: who gets how much until when.
CREATE FUNCTION gift_content_hash(batch bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(string_agg(said, E'\n' ORDER BY said COLLATE "C"), ''), 'UTF8')), 'hex') FROM (
    SELECT lower(email) || E'\t' || coalesce(amount_micros::text, amount) || E'\t'
      || coalesce(extract(epoch FROM gift_expires_at)::text, expires) AS said FROM gift_batch_lines WHERE batch_id = batch
  ) lines
$$;

-- The latest batch that was agreed to and says the same. Holds a lock on the content until the transaction ends, so that of two
-- that are confirmed at once the second sees the first.
CREATE FUNCTION gift_batch_repeated(batch bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  asked gift_batches;
BEGIN
  SELECT * INTO STRICT asked FROM gift_batches WHERE id = batch;
  PERFORM pg_advisory_xact_lock(hashtextextended('gift content ' || coalesce(asked.content_hash, ''), 0));
  RETURN (SELECT max(id) FROM gift_batches WHERE content_hash = asked.content_hash AND currency = asked.currency AND id <> batch
    AND status IN ('waiting', 'posting', 'done'));
END $$;

CREATE FUNCTION remember_gift_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  earlier bigint;
BEGIN
  NEW.content_hash := CASE WHEN OLD.status = 'reading' AND NEW.status = 'checked' THEN gift_content_hash(NEW.id) ELSE OLD.content_hash END;
  IF OLD.status = 'checked' AND NEW.status IN ('waiting', 'posting') THEN
    earlier := gift_batch_repeated(NEW.id);
    IF earlier IS DISTINCT FROM NEW.repeats_id THEN
      RAISE EXCEPTION 'batch %: says the same as batch %', NEW.id, earlier
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'gift_batches_repeats';
    END IF;
  ELSE
    NEW.repeats_id := OLD.repeats_id;
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE gift_batches DISABLE TRIGGER USER;
UPDATE gift_batches SET content_hash = gift_content_hash(id) WHERE status NOT IN ('reading', 'failed');
ALTER TABLE gift_batches ENABLE TRIGGER USER;
-- After gift_batches_checked: triggers run in the order of their names.
CREATE TRIGGER gift_batches_content BEFORE UPDATE ON gift_batches FOR EACH ROW EXECUTE FUNCTION remember_gift_content();

-- A draft remembers the file that it came from.
ALTER TABLE item_drafts ADD COLUMN import_hash text;
CREATE INDEX item_drafts_import_hash_idx ON item_drafts (import_hash) WHERE (import_hash IS NOT NULL);

-- Evidence that already stands behind another adjustment is no evidence for a second one, unless somebody says so.
ALTER TABLE adjustment_files ADD COLUMN content_hash text NOT NULL DEFAULT '';
ALTER TABLE adjustment_files DISABLE TRIGGER USER;
UPDATE adjustment_files SET content_hash = encode(sha256(content), 'hex');
ALTER TABLE adjustment_files ENABLE TRIGGER USER;
CREATE FUNCTION hash_adjustment_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.content_hash := encode(sha256(NEW.content), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER adjustment_files_hashed BEFORE INSERT ON adjustment_files FOR EACH ROW EXECUTE FUNCTION hash_adjustment_file();
CREATE INDEX adjustment_files_content_hash_idx ON adjustment_files (content_hash);
