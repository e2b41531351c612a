-- What each lot of a wallet holds, also past its date.
CREATE VIEW lot_facts AS
  SELECT l.account_id, l.wallet_id, l.kind, l.balance_micros, l.expires_at, l.created_at FROM lots l;
