-- A text as search finds it: English by its stems, Korean by pairs of syllables. PostgreSQL's parser of words
-- takes quadratic time over what looks like markup ("<!--" repeated for 16,000 characters: half a second),
-- and a vector has a largest size. Markup says nothing to a search, and nobody looks for the 20,000th
-- character.
CREATE FUNCTION searchable(source text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_tsvector('english', translate(left(source, 20000), '<>&', '   ')) || hangul_pairs(left(source,
    20000))
$$;
