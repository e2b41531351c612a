-- Every unlock with the currency that it was paid in; `refunded_at` is null while it is live.
CREATE VIEW unlock_facts AS
  SELECT u.id, u.wallet_id, u.reader_id, u.item_id, u.price_micros, w.currency, u.created_at, u.refunded_at
  FROM unlocks u LEFT JOIN wallets w ON w.id = u.wallet_id;
