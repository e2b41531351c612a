-- The pairs of syllables of a text with their positions. Korean has no dictionary here, and its words carry
-- endings and are spaced loosely, so Hangul is indexed as overlapping pairs: "환승 통로는" becomes 환승 승통 통로 로는 는.
-- A search for 통로 or 환승통로 is then a pair or a phrase of pairs; one syllable is a prefix. Spaces between
-- syllables don't count; the last syllable of a run stands alone.
CREATE FUNCTION hangul_pairs(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  WITH runs AS (
    SELECT found[1] AS run, n
    FROM regexp_matches(
      regexp_replace(normalize(source, NFC), '(?<=[\uAC00-\uD7A3])\s+(?=[\uAC00-\uD7A3])', '', 'g'),
      '[\uAC00-\uD7A3]+', 'g') WITH ORDINALITY AS matches (found, n)
  ), pairs AS (
    SELECT substr(run, i, 2) AS pair, row_number() OVER (ORDER BY n, i) AS position
    FROM runs, generate_series(1, length(run)) AS i
  )
  SELECT coalesce(string_agg(format('''%s'':%s', pair, least(position, 16383)), ' '), '')::tsvector FROM pairs
$$;
