-- Every settlement: a creator's unlocks from one moment to the next, gross, the platform's fee, and net.
CREATE VIEW settlement_facts AS
  SELECT s.id, s.creator_id, s.currency, s.from_at, s.cutoff_at, s.unlock_count, s.gross_micros, s.fee_micros,
    s.net_micros, s.created_at
  FROM settlements s;
