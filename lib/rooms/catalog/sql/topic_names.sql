-- A topic's name in both languages: a search for it finds what stands on its shelf.
-- As in lib/core/i18n/messages/*/articles.json; a test compares them.
CREATE FUNCTION topic_names(topic text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE topic
    WHEN 'money' THEN 'Money, 돈'
    WHEN 'media' THEN 'Media, 미디어'
    WHEN 'craft' THEN 'Craft, 손일'
    WHEN 'science' THEN 'Science, 과학'
    WHEN 'cities' THEN 'Cities, 도시'
    ELSE ''
  END
$$;
