-- What a handle looks like at a glance: two that share it could pass for each other.
CREATE FUNCTION handle_skeleton(handle text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(translate(replace(lower(handle), '-', ''), '01', 'ol'), 'rn', 'm'), 'vv', 'w')
$$;
