-- What creators earn from gifts is the platform's own money: it waits before it can be paid out, so that nobody turns gifts
-- into cash through an accomplice. And one welcome gift for each address, however it is spelled.

-- The part of the net that gifts paid for; null: settled before it was told apart.
ALTER TABLE settlements ADD COLUMN gift_micros bigint;
ALTER TABLE settlements ADD CONSTRAINT settlements_gift_check CHECK (gift_micros BETWEEN 0 AND net_micros);

-- Earnings from gifts that may be paid out: with a payout, up to a month's cap, or because an admin says so. Insert only.
CREATE TABLE gift_releases (
  id bigserial NOT NULL,
  creator_id bigint NOT NULL,
  currency char(3) NOT NULL,
  amount_micros bigint NOT NULL,
  payout_id bigint,
  cap_micros bigint,
  actor_id bigint,
  note text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT gift_releases_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX gift_releases_payout_id_key ON gift_releases (payout_id);
CREATE INDEX gift_releases_creator_id_currency_idx ON gift_releases (creator_id, currency);
ALTER TABLE gift_releases
  ADD CONSTRAINT gift_releases_creator_id_fkey FOREIGN KEY (creator_id) REFERENCES creators (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_releases_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES payouts (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_releases_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT gift_releases_amount_check CHECK (amount_micros > 0),
  ADD CONSTRAINT gift_releases_who_check CHECK (
    (payout_id IS NULL) = (actor_id IS NOT NULL) AND (payout_id IS NULL) = (cap_micros IS NULL) AND (payout_id IS NULL) = (note IS NOT NULL)),
  ADD CONSTRAINT gift_releases_note_check CHECK (length(note) BETWEEN 1 AND 5000);
CREATE TRIGGER gift_releases_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gift_releases
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What of a creator's available earnings gifts paid for and nobody has released. An unlock that was taken back from available
-- takes its gifts' part along, rounded down: what rounding there is stays held.
CREATE FUNCTION held_gift_micros(creator bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest(0,
    (SELECT coalesce(sum(gift_micros), 0) FROM settlements WHERE creator_id = creator AND currency = in_currency)
    - (SELECT coalesce(sum(floor(r.creator_micros::numeric * g.micros / r.amount_micros)), 0)
       FROM settlements s JOIN unlock_reversals r ON r.settlement_id = s.id AND r.source = 'available'
       JOIN LATERAL (
         SELECT sum(t.amount_micros) AS micros FROM transfers t JOIN lots l ON l.account_id = t.debit_account_id AND l.kind = 'promotional'
         WHERE t.ref = r.unlock_id AND t.kind = 'unlock'
       ) g ON true
       WHERE s.creator_id = creator AND s.currency = in_currency AND s.gift_micros IS NOT NULL)
    - (SELECT coalesce(sum(amount_micros), 0) FROM gift_releases WHERE creator_id = creator AND currency = in_currency)
  )::bigint
$$;

-- As before, and it tells apart what gifts paid for: all of the net that is not earned from paid money, whose part is
-- rounded down.
CREATE OR REPLACE FUNCTION settle_account(pending_id bigint, cutoff timestamptz, fee_percent int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  pending accounts;
  available bigint;
  since timestamptz;
  unlocks_settled int;
  gross bigint;
  paid bigint;
  fee bigint;
  settled bigint;
BEGIN
  -- Waits for refunds in flight and keeps new ones out; settlements of one creator go one after the other.
  SELECT * INTO pending FROM accounts WHERE id = pending_id AND type = 'creator_pending' FOR UPDATE;
  IF pending.id IS NULL THEN RAISE EXCEPTION 'account % is not a pending account', pending_id USING ERRCODE = 'no_data_found'; END IF;
  SELECT coalesce(max(cutoff_at), '-infinity') INTO since FROM settlements WHERE creator_id = pending.creator_id AND currency = pending.currency;
  SELECT count(DISTINCT t.ref), coalesce(sum(t.amount_micros), 0), coalesce(sum(t.amount_micros) FILTER (WHERE l.kind = 'paid'), 0)
  INTO unlocks_settled, gross, paid
  FROM transfers t JOIN unlocks u ON u.id = t.ref AND u.refunded_at IS NULL JOIN lots l ON l.account_id = t.debit_account_id
  WHERE t.credit_account_id = pending_id AND t.kind = 'unlock' AND t.created_at > since AND t.created_at <= cutoff;
  IF gross = 0 THEN RETURN NULL; END IF;

  fee := gross * fee_percent / 100;
  available := creator_account(pending.creator_id, 'creator_available', pending.currency);
  INSERT INTO settlements (creator_id, currency, from_at, cutoff_at, unlock_count, gross_micros, fee_micros, net_micros, gift_micros)
  VALUES (pending.creator_id, pending.currency, greatest(since, timestamptz 'epoch'), cutoff, unlocks_settled, gross, fee, gross - fee,
    gross - fee - floor((gross - fee)::numeric * paid / gross)::bigint)
  RETURNING id INTO settled;
  IF gross > fee THEN
    PERFORM post_once(settled, 'settlement', 0, pending_id, available, gross - fee);
    UPDATE accounts SET balance_micros = balance_micros + gross - fee WHERE id = available;
  END IF;
  IF fee > 0 THEN
    PERFORM post_once(settled, 'platform_fee', 0, pending_id, platform_account('platform_fees', pending.currency), fee);
  END IF;
  RETURN settled;
END $$;

-- One form of an address for each mailbox: without what follows a plus sign, and at Gmail without dots.
CREATE FUNCTION mailbox_of(address text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN host IN ('gmail.com', 'googlemail.com') THEN replace(name, '.', '') || '@gmail.com' ELSE name || '@' || host END
  FROM (SELECT split_part(split_part(lower(address), '@', 1), '+', 1) AS name, split_part(lower(address), '@', 2) AS host) parts
$$;

-- The mailboxes that had a welcome gift, as SHA-256: it outlives the account.
CREATE TABLE welcome_gifts (
  mailbox_hash bytea NOT NULL,
  wallet_id bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT welcome_gifts_pkey PRIMARY KEY (mailbox_hash)
);
CREATE INDEX welcome_gifts_wallet_id_idx ON welcome_gifts (wallet_id);
ALTER TABLE welcome_gifts
  ADD CONSTRAINT welcome_gifts_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets (id) ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO welcome_gifts (mailbox_hash, wallet_id, created_at)
SELECT DISTINCT ON (1) sha256(convert_to(mailbox_of(u.email), 'UTF8')), g.wallet_id, g.created_at
FROM grants g JOIN wallets w ON w.id = g.wallet_id JOIN users u ON u.id = w.user_id WHERE g.grant_key = 'welcome' ORDER BY 1, g.id;

-- Gives a welcome gift, promotions → a new lot, to who has proved their address: once for each mailbox. Null: not proved yet, or it was given.
-- Waits for a proof under way, and a proof for it.
CREATE FUNCTION give_welcome(wallet bigint, amount bigint, expiry timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  person users;
BEGIN
  SELECT u.* INTO person FROM users u JOIN wallets w ON w.user_id = u.id WHERE w.id = wallet FOR SHARE OF u;
  IF person.email_verified IS NULL THEN RETURN NULL; END IF;
  INSERT INTO welcome_gifts (mailbox_hash, wallet_id) VALUES (sha256(convert_to(mailbox_of(person.email), 'UTF8')), wallet)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN grant_promotion(wallet, amount, 'welcome', expiry);
END $$;
