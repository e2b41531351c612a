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
