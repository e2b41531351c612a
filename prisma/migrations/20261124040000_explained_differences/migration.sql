-- A difference with Stripe can be explained, and opened again: each with a note, by whom. What was explained stays so in
-- later runs as long as it is the very same difference.

-- What makes it the same: the thing it is about, and both amounts. Another amount is another difference.
CREATE FUNCTION difference_key(kind difference_kind, category text, currency text, transaction_id text, source_id text, stripe_micros bigint, books_micros bigint)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', kind::text, category, trim(currency), coalesce(transaction_id, ''), coalesce(source_id, ''),
    coalesce(stripe_micros::text, ''), coalesce(books_micros::text, ''))
$$;

ALTER TABLE stripe_differences ADD COLUMN key text;
ALTER TABLE stripe_differences DISABLE TRIGGER stripe_differences_insert_only;
UPDATE stripe_differences SET key = difference_key(kind, category, currency, transaction_id, source_id, stripe_micros, books_micros);
ALTER TABLE stripe_differences ENABLE TRIGGER stripe_differences_insert_only;
ALTER TABLE stripe_differences ALTER COLUMN key SET NOT NULL;

CREATE TABLE difference_notes (
  id bigserial NOT NULL,
  difference_key text NOT NULL,
  explains boolean NOT NULL,
  note text NOT NULL,
  author_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT difference_notes_pkey PRIMARY KEY (id),
  CONSTRAINT difference_notes_note_check CHECK (length(trim(note)) > 0)
);
CREATE INDEX difference_notes_difference_key_id_idx ON difference_notes (difference_key, id);
ALTER TABLE difference_notes
  ADD CONSTRAINT difference_notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER difference_notes_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON difference_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
