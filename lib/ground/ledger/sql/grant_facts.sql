-- Every gift with the lot that it made.
CREATE VIEW grant_facts AS
  SELECT g.id, g.wallet_id, g.lot_account_id, g.amount_micros, g.grant_key, g.created_at FROM grants g;
