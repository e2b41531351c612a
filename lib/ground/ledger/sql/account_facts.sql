-- Every account of the ledger. `balance_micros` is what is stored: of lots, and of a creator's available and
-- in transit; null: the sum of its transfers alone says it.
CREATE VIEW account_facts AS
  SELECT a.id, a.type, a.currency, a.creator_id, l.wallet_id,
    coalesce(l.balance_micros, a.balance_micros) AS balance_micros, a.created_at
  FROM accounts a LEFT JOIN lots l ON l.account_id = a.id;
