-- What a person typed, as a query: quotes, OR and - work for English; every Hangul word must occur.
CREATE FUNCTION to_search_query(typed text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH words AS (
    SELECT found[1] AS word FROM regexp_matches(normalize(typed, NFC), '[\uAC00-\uD7A3]+',
      'g') AS matches (found)
  ), hangul AS (
    SELECT string_agg(
      CASE WHEN length(word) = 1 THEN format('''%s'':*', word)
           ELSE (SELECT '(' || string_agg(format('''%s''', substr(word, i, 2)), ' <-> ' ORDER BY i) || ')'
                 FROM generate_series(1, length(word) - 1) AS i)
      END, ' & ') AS query
    FROM words
  )
  SELECT coalesce(query, '')::tsquery
         && websearch_to_tsquery('english', regexp_replace(normalize(typed, NFC), '[\uAC00-\uD7A3]+', ' ',
           'g'))
  FROM hangul
$$;
