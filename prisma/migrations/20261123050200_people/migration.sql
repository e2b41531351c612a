-- Finding people, what admins note about them, and why a wallet was frozen.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX users_email_trgm_idx ON users USING gin (email gin_trgm_ops);
CREATE INDEX users_name_trgm_idx ON users USING gin (name gin_trgm_ops);
CREATE INDEX top_ups_card_last4_idx ON top_ups (card_last4);

CREATE TABLE person_notes (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  author_id bigint NOT NULL,
  body text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT person_notes_pkey PRIMARY KEY (id)
);
CREATE INDEX person_notes_user_id_id_idx ON person_notes (user_id, id);
ALTER TABLE person_notes
  ADD CONSTRAINT person_notes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT person_notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT person_notes_body_check CHECK (length(body) BETWEEN 1 AND 5000);
CREATE TRIGGER person_notes_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE wallets ADD COLUMN frozen_at timestamptz(3), ADD COLUMN frozen_reason text;
ALTER TABLE wallets ADD CONSTRAINT wallets_frozen_check
  CHECK ((frozen_at IS NULL) = (frozen_reason IS NULL) AND (frozen_at IS NULL OR status = 'frozen'));
