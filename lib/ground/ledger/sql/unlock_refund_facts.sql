-- Every unlock that was taken back, by its own growing id, with what was unlocked.
CREATE VIEW unlock_refund_facts AS
  SELECT n.id, n.at, n.unlock_id, u.reader_id, u.item_id, u.price_micros, w.currency,
    u.created_at AS unlocked_at
  FROM unlock_refunds n JOIN unlocks u ON u.id = n.unlock_id LEFT JOIN wallets w ON w.id = u.wallet_id;
