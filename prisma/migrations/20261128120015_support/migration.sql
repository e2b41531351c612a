-- lib/desks/support: What people ask, and what they are answered.

CREATE TYPE support_status AS ENUM ('open', 'waiting', 'solved');

-- What a request is about: the table of `aboutId`.
CREATE TYPE support_about AS ENUM ('top_up', 'unlock', 'payout');

CREATE TYPE support_message_kind AS ENUM ('person', 'answer', 'note');

CREATE TABLE support_requests (
  id bigserial NOT NULL,
  user_id bigint NOT NULL,
  request_key uuid NOT NULL,
  subject text NOT NULL,
  status support_status NOT NULL DEFAULT 'open',
  locale text NOT NULL,
  about support_about,
  about_id bigint,
  owner_id bigint,
  has_news boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  changed_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  first_answer_at timestamptz(3),
  solved_at timestamptz(3),
  CONSTRAINT support_requests_pkey PRIMARY KEY (id),
  CONSTRAINT support_requests_about_check CHECK ((about IS NULL) = (about_id IS NULL)),
  CONSTRAINT support_requests_solved_check CHECK ((status = 'solved') = (solved_at IS NOT NULL)),
  CONSTRAINT support_requests_subject_check CHECK (length(subject) BETWEEN 1 AND 200)
);
CREATE INDEX support_requests_owner_id_idx ON support_requests (owner_id);
CREATE INDEX support_requests_status_changed_at_id_idx ON support_requests (status, changed_at, id);
CREATE INDEX support_requests_user_id_id_idx ON support_requests (user_id, id);
CREATE UNIQUE INDEX support_requests_user_id_request_key_key ON support_requests (user_id, request_key);

-- Never changed or removed (triggers); an answer is also mailed.
CREATE TABLE support_messages (
  id bigserial NOT NULL,
  request_id bigint NOT NULL,
  author_id bigint NOT NULL,
  message_key uuid NOT NULL,
  kind support_message_kind NOT NULL,
  body text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT support_messages_pkey PRIMARY KEY (id),
  CONSTRAINT support_messages_body_check CHECK (length(body) BETWEEN 1 AND 10000)
);
CREATE UNIQUE INDEX support_messages_author_id_message_key_key ON support_messages (author_id, message_key);
CREATE INDEX support_messages_request_id_id_idx ON support_messages (request_id, id);

-- Words that admins send often, in both languages.
CREATE TABLE canned_answers (
  id bigserial NOT NULL,
  title text NOT NULL,
  body_en text NOT NULL,
  body_ko text NOT NULL,
  archived_at timestamptz(3),
  CONSTRAINT canned_answers_pkey PRIMARY KEY (id),
  CONSTRAINT canned_answers_check CHECK (length(title) BETWEEN 1 AND 100 AND length(body_en) BETWEEN 1 AND
    5000 AND length(body_ko) BETWEEN 1 AND 5000)
);

-- Whose rows they are.
ALTER TABLE support_requests
  ADD CONSTRAINT support_requests_owner_id_fkey FOREIGN KEY (owner_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE SET NULL,
  ADD CONSTRAINT support_requests_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE support_messages
  ADD CONSTRAINT support_messages_author_id_fkey FOREIGN KEY (author_id)
    REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  ADD CONSTRAINT support_messages_request_id_fkey FOREIGN KEY (request_id)
    REFERENCES support_requests(id) ON UPDATE CASCADE ON DELETE RESTRICT;

-- Words to begin with; an admin changes them in the back office.
INSERT INTO canned_answers (title, body_en, body_ko) VALUES
  ('Looking into it',
   E'Thank you for writing. We are looking into it and will answer here as soon as we know more.',
   E'문의해 주셔서 고마워요. 지금 확인하고 있고, 알게 되는 대로 여기에 답을 드릴게요.'),
  ('How to take an unlock back',
   E'You can take an unlock back yourself for a short while after it: open the article and choose to take it back at its end. The money is in your wallet again at once.',
   E'구매한 직후에는 직접 되돌릴 수 있어요. 글을 열고 맨 아래에서 되돌리기를 누르면 바로 지갑으로 돌아와요.'),
  ('Top-up not arrived yet',
   E'Some ways to pay take a little longer to confirm. Your top-up appears in your wallet by itself as soon as it is confirmed; you do not need to pay again.',
   E'결제 수단에 따라 확인에 시간이 조금 걸릴 수 있어요. 확인되면 지갑에 자동으로 들어오니 다시 결제하지 않아도 돼요.'),
  ('Payout on its way',
   E'Your payout has left us. Banks usually take a few working days; the expected day is on the payout in your studio.',
   E'지급이 이미 출발했어요. 은행에서 보통 영업일 기준 며칠이 걸려요. 예상 도착일은 스튜디오의 지급 내역에서 볼 수 있어요.');
