-- What moved on each day that is over, by kind and by the types of the two accounts: the overview adds up a few rows per
-- day instead of every transfer.

CREATE TABLE ledger_days (
  day date NOT NULL,
  currency char(3) NOT NULL,
  kind transfer_kind NOT NULL,
  debit_type account_type NOT NULL,
  credit_type account_type NOT NULL,
  postings bigint NOT NULL,
  amount_micros bigint NOT NULL,
  CONSTRAINT ledger_days_pkey PRIMARY KEY (day, currency, kind, debit_type, credit_type)
);
-- The days that are in it, also those on which nothing moved.
CREATE TABLE ledger_days_closed (
  day date NOT NULL,
  closed_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT ledger_days_closed_pkey PRIMARY KEY (day)
);

-- One row per day (UTC) and sort of movement from `since` until before `till`. `postings` counts each business row once.
CREATE FUNCTION ledger_movements(since timestamptz, till timestamptz)
RETURNS TABLE (day date, currency char(3), kind transfer_kind, debit_type account_type, credit_type account_type, postings bigint, amount_micros bigint)
LANGUAGE sql STABLE AS $$
  SELECT (t.created_at AT TIME ZONE 'UTC')::date, d.currency, t.kind, d.type, c.type, count(*) FILTER (WHERE t.leg = 0), sum(t.amount_micros)::bigint
  FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c ON c.id = t.credit_account_id
  WHERE t.created_at >= since AND t.created_at < till GROUP BY 1, 2, 3, 4, 5
$$;

-- Closes the earliest day that is over and not in it yet. Returns it, or null when none is left. A day is over an hour
-- after its end: far longer than any transaction lasts.
CREATE FUNCTION close_ledger_day() RETURNS date LANGUAGE plpgsql AS $$
DECLARE
  due date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('farthing ledger days', 0));
  due := coalesce((SELECT max(day) + 1 FROM ledger_days_closed),
    (SELECT (min(created_at) AT TIME ZONE 'UTC')::date FROM transfers));
  IF due IS NULL OR clock_timestamp() < ((due + 1)::timestamp AT TIME ZONE 'UTC') + interval '1 hour' THEN RETURN NULL; END IF;
  INSERT INTO ledger_days SELECT * FROM ledger_movements(due::timestamp AT TIME ZONE 'UTC', (due + 1)::timestamp AT TIME ZONE 'UTC');
  INSERT INTO ledger_days_closed (day) VALUES (due);
  RETURN due;
END $$;
