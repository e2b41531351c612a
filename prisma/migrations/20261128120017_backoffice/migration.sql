-- lib/desks/backoffice: What admins note.

-- What admins note about a person; never shown to them. Insert only.
CREATE TABLE person_notes (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  author_id bigint NOT NULL,
  body text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT person_notes_pkey PRIMARY KEY (id),
  CONSTRAINT person_notes_body_check CHECK (length(body) BETWEEN 1 AND 5000)
);
CREATE INDEX person_notes_user_id_id_idx ON person_notes (user_id, id);

-- Whose rows they are.
ALTER TABLE person_notes
  ADD CONSTRAINT person_notes_author_id_fkey FOREIGN KEY (author_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT person_notes_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
