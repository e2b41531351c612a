-- What makes a difference the same in another run: the thing it is about, and both amounts. What was
-- explained stays so as long as the key is the same.
CREATE FUNCTION difference_key(kind difference_kind, category text, currency text, transaction_ref text,
  source_ref text, processor_micros bigint, books_micros bigint)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', kind::text, category, trim(currency), coalesce(transaction_ref, ''),
    coalesce(source_ref, ''),
    coalesce(processor_micros::text, ''), coalesce(books_micros::text, ''))
$$;
