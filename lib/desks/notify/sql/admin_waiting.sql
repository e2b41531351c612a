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
