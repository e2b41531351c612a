-- Since when what one admin does alone is one sum against one limit. What was done before was judged by other rules, so the
-- law about it looks at what came after.
CREATE TABLE limits_since (
  id integer NOT NULL DEFAULT 1,
  at timestamptz(3) NOT NULL,
  CONSTRAINT limits_since_pkey PRIMARY KEY (id),
  CONSTRAINT limits_since_single_check CHECK (id = 1)
);
INSERT INTO limits_since (at) VALUES (clock_timestamp());
CREATE TRIGGER limits_since_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON limits_since
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
