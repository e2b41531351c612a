-- Whether an unlock is a person's own: the reader's, or the item's creator's. Reads only.
CREATE FUNCTION has_part_in_unlock(person bigint, unlock bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM unlocks u JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
    WHERE u.id = unlock AND person IN (u.reader_id, c.user_id))
$$;
