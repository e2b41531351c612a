-- Whether a person may put balances right: finance and owners. Reads only.
CREATE FUNCTION may_adjust(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM users WHERE id = person AND admin_role IN ('finance', 'owner'))
$$;
