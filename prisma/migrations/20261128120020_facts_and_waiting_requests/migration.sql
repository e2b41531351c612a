-- Made from the SQL files by `npm run db:change`; change those, not this.

DROP VIEW admin_waiting;

-- ------------------------------------------------------------ lib/ground/ledger/sql

-- account_facts.sql
-- Every account of the ledger. `balance_micros` is what is stored: of lots, and of a creator's available and
-- in transit; null: the sum of its transfers alone says it.
CREATE VIEW account_facts AS
  SELECT a.id, a.type, a.currency, a.creator_id, l.wallet_id,
    coalesce(l.balance_micros, a.balance_micros) AS balance_micros, a.created_at
  FROM accounts a LEFT JOIN lots l ON l.account_id = a.id;

-- grant_facts.sql
-- Every gift with the lot that it made.
CREATE VIEW grant_facts AS
  SELECT g.id, g.wallet_id, g.lot_account_id, g.amount_micros, g.grant_key, g.created_at FROM grants g;

-- lot_facts.sql
-- What each lot of a wallet holds, also past its date.
CREATE VIEW lot_facts AS
  SELECT l.account_id, l.wallet_id, l.kind, l.balance_micros, l.expires_at, l.created_at FROM lots l;

-- settlement_facts.sql
-- Every settlement: a creator's unlocks from one moment to the next, gross, the platform's fee, and net.
CREATE VIEW settlement_facts AS
  SELECT s.id, s.creator_id, s.currency, s.from_at, s.cutoff_at, s.unlock_count, s.gross_micros, s.fee_micros,
    s.net_micros, s.created_at
  FROM settlements s;

-- transfer_facts.sql
-- Every movement of money; `ref` is an id in the table that `kind` names.
CREATE VIEW transfer_facts AS
  SELECT t.ref, t.kind, t.leg, t.debit_account_id, t.credit_account_id, t.amount_micros, t.created_at
  FROM transfers t;

-- unlock_facts.sql
-- Every unlock with the currency that it was paid in; `refunded_at` is null while it is live.
CREATE VIEW unlock_facts AS
  SELECT u.id, u.wallet_id, u.reader_id, u.item_id, u.price_micros, w.currency, u.created_at, u.refunded_at
  FROM unlocks u LEFT JOIN wallets w ON w.id = u.wallet_id;

-- unlock_refund_facts.sql
-- Every unlock that was taken back, by its own growing id, with what was unlocked.
CREATE VIEW unlock_refund_facts AS
  SELECT n.id, n.at, n.unlock_id, u.reader_id, u.item_id, u.price_micros, w.currency,
    u.created_at AS unlocked_at
  FROM unlock_refunds n JOIN unlocks u ON u.id = n.unlock_id LEFT JOIN wallets w ON w.id = u.wallet_id;

-- wallet_facts.sql
-- Wallets for all who only read them. Of the ledger's tables rooms see these views alone; PostgreSQL puts
-- each into the query that names it, so that they cost nothing.
CREATE VIEW wallet_facts AS
  SELECT w.id, w.user_id, w.currency, w.status, w.time_zone, w.frozen_at, w.frozen_reason,
    w.frozen_dispute_id,
    w.created_at
  FROM wallets w;

-- ------------------------------------------------------------ lib/rooms/approvals/sql

-- waiting_requests.sql
-- Everything that waits for a second admin. `concerns` are the people whose own it is: they do not decide.
CREATE VIEW waiting_requests AS
  SELECT 'adjustment' AS kind, id, requester_id, ARRAY[owner_id] AS concerns FROM adjustments
  WHERE status = 'pending' AND expires_at > now()
  UNION ALL
  SELECT 'gifts', id, requester_id, '{}' FROM gift_batches WHERE status = 'waiting'
  UNION ALL
  -- What was taken back meanwhile by another way waits for nobody.
  SELECT 'reversal', r.id, r.requester_id, ARRAY[u.reader_id, c.user_id]
  FROM reversal_requests r JOIN unlocks u ON u.id = r.unlock_id AND u.refunded_at IS NULL
    JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
  WHERE r.status = 'pending' AND r.expires_at > now()
  UNION ALL
  SELECT 'charge', id, requester_id, '{}' FROM processor_charges WHERE status = 'pending';

-- ------------------------------------------------------------ lib/desks/notify/sql

-- admin_waiting.sql
-- Everything that waits for an admin of finance, each thing by its name; `not_for` is whose own it is.
CREATE VIEW admin_waiting AS
  SELECT CASE WHEN about <> 'payout' THEN 'odd_money' WHEN reason = 'sources_unknown' THEN 'unknown_payout'
    ELSE 'failed_payout' END AS kind,
    id::text AS event_key, NULL::bigint AS not_for FROM odd_money WHERE ended_at IS NULL
  UNION ALL
  SELECT 'dispute', id::text, NULL FROM disputes WHERE closed_at IS NULL
    AND status IN ('needs_response', 'warning_needs_response')
  UNION ALL
  SELECT 'difference', key, NULL FROM open_differences
  UNION ALL
  SELECT 'approval', kind || ' ' || id, requester_id FROM waiting_requests;
