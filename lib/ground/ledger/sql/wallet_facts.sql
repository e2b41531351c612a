-- Wallets for all who only read them. Of the ledger's tables rooms see these views alone; PostgreSQL puts
-- each into the query that names it, so that they cost nothing.
CREATE VIEW wallet_facts AS
  SELECT w.id, w.user_id, w.currency, w.status, w.time_zone, w.frozen_at, w.frozen_reason,
    w.frozen_dispute_id,
    w.created_at
  FROM wallets w;
