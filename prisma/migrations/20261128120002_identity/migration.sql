-- lib/rooms/identity: Who is who, and how they show it.

CREATE TYPE role AS ENUM ('reader', 'creator', 'admin');

-- What an admin may do; each role may all that is allowed to it in lib/ground/policy/permissions.
CREATE TYPE admin_role AS ENUM ('support', 'finance', 'owner');

CREATE TABLE users (
  id bigserial NOT NULL,
  email text NOT NULL,
  email_verified timestamptz(3),
  name text,
  image text,
  password_hash text,
  password_awaits_proof boolean NOT NULL DEFAULT false,
  role role NOT NULL DEFAULT 'reader',
  admin_role admin_role,
  locale text,
  theme text,
  time_zone text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  password_changed_at timestamptz(3),
  processor_customer_ref text,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_admin_role_check CHECK ((role = 'admin') = (admin_role IS NOT NULL)),
  CONSTRAINT users_email_check CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254 AND
    position('@' IN email) > 1),
  CONSTRAINT users_locale_check CHECK (locale IN ('en', 'ko')),
  CONSTRAINT users_password_awaits_proof CHECK (NOT password_awaits_proof OR (password_hash IS NOT NULL AND
    email_verified IS NULL)),
  CONSTRAINT users_theme_check CHECK (theme IN ('light', 'dark')),
  CONSTRAINT users_time_zone_check CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64)))
);
CREATE INDEX users_admins_idx ON users (admin_role) WHERE (admin_role IS NOT NULL);
CREATE UNIQUE INDEX users_email_key ON users (email);
CREATE INDEX users_email_trgm_idx ON users USING gin (email gin_trgm_ops);
CREATE INDEX users_name_trgm_idx ON users USING gin (name gin_trgm_ops);
CREATE UNIQUE INDEX users_processor_customer_ref_key ON users (processor_customer_ref);

-- A signed-in browser. The cookie carries the id; a revoked or expired row ends the session at its next
-- request.
CREATE TABLE sessions (
  id uuid NOT NULL,
  user_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_seen_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  user_agent text,
  address text,
  proved_at timestamptz(3),
  awaits_second_factor boolean NOT NULL DEFAULT false,
  CONSTRAINT sessions_pkey PRIMARY KEY (id)
);
CREATE INDEX sessions_user_id_idx ON sessions (user_id);

-- Time-based codes (TOTP). Counts only once confirmed.
CREATE TABLE second_factors (
  user_id bigint NOT NULL,
  sealed_secret text NOT NULL,
  confirmed_at timestamptz(3),
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT second_factors_pkey PRIMARY KEY (user_id)
);

-- For when the device with the codes is gone; each works once.
CREATE TABLE recovery_codes (
  user_id bigint NOT NULL,
  code_hash text NOT NULL,
  used_at timestamptz(3),
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
);

-- next-auth's "account": a Google or GitHub identity linked to a user. (In Farthing an account is a ledger
-- account.)
CREATE TABLE oauth_accounts (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  type text NOT NULL,
  provider text NOT NULL,
  provider_account_id text NOT NULL,
  refresh_token text,
  access_token text,
  expires_at int,
  token_type text,
  scope text,
  id_token text,
  session_state text,
  CONSTRAINT oauth_accounts_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX oauth_accounts_provider_provider_account_id_key ON oauth_accounts (provider,
  provider_account_id);
CREATE INDEX oauth_accounts_user_id_idx ON oauth_accounts (user_id);

CREATE TABLE verification_tokens (
  identifier text NOT NULL,
  token text NOT NULL,
  expires timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX verification_tokens_identifier_token_key ON verification_tokens (identifier, token);
CREATE UNIQUE INDEX verification_tokens_token_key ON verification_tokens (token);

-- Whose rows they are.
ALTER TABLE sessions
  ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE second_factors
  ADD CONSTRAINT second_factors_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE recovery_codes
  ADD CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE oauth_accounts
  ADD CONSTRAINT oauth_accounts_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE outbox
  ADD CONSTRAINT outbox_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
