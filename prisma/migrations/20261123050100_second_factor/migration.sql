-- Time-based codes as a second factor.

CREATE TABLE second_factors (
  user_id bigint NOT NULL,
  sealed_secret text NOT NULL,
  confirmed_at timestamptz(3),
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT second_factors_pkey PRIMARY KEY (user_id)
);
ALTER TABLE second_factors
  ADD CONSTRAINT second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE recovery_codes (
  user_id bigint NOT NULL,
  code_hash text NOT NULL,
  used_at timestamptz(3),
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
);
ALTER TABLE recovery_codes
  ADD CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- A browser that has passed the first step only: nobody is signed in there until the code comes.
ALTER TABLE sessions ADD COLUMN awaits_second_factor boolean NOT NULL DEFAULT false;
