-- lib/desks/notify: Mail to creators and admins.

CREATE TYPE creator_mail_kind AS ENUM ('first_earnings', 'payout_sent', 'payout_failed', 'weekly_summary');

-- A kind of mail that a person does not want.
CREATE TABLE mail_opt_outs (
  user_id bigint NOT NULL,
  kind creator_mail_kind NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT mail_opt_outs_pkey PRIMARY KEY (user_id, kind),
  -- Money that did not arrive is told of whether one likes mail or not.
  CONSTRAINT mail_opt_outs_kind_check CHECK (kind <> 'payout_failed')
);

-- What an admin was or is to be told of by mail, once.
CREATE TABLE admin_mails (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  event_key text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  outbox_id bigint,
  CONSTRAINT admin_mails_pkey PRIMARY KEY (id)
);
CREATE INDEX admin_mails_outbox_id_idx ON admin_mails (outbox_id);
CREATE UNIQUE INDEX admin_mails_user_id_kind_event_key_key ON admin_mails (user_id, kind, event_key);
CREATE INDEX admin_mails_waiting_idx ON admin_mails (user_id) WHERE (outbox_id IS NULL);

-- Whose rows they are.
ALTER TABLE mail_opt_outs
  ADD CONSTRAINT mail_opt_outs_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE admin_mails
  ADD CONSTRAINT admin_mails_outbox_id_fkey FOREIGN KEY (outbox_id) REFERENCES outbox(id) ON UPDATE CASCADE,
  ADD CONSTRAINT admin_mails_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE;
