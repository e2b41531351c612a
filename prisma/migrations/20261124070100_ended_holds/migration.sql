-- Puts right what holds were given to disputes that had ended before holds were written down. A repeat changes nothing.

-- The bank gave the money back, or never had it.
UPDATE disputes SET hold_ended_at = coalesce(closed_at, CURRENT_TIMESTAMP)
WHERE held_at IS NOT NULL AND hold_ended_at IS NULL AND status IN ('won', 'prevented', 'warning_closed');

-- The wallet was released since, and this dispute has not put it on hold again.
UPDATE disputes d SET hold_ended_at = CURRENT_TIMESTAMP
WHERE d.held_at IS NOT NULL AND d.hold_ended_at IS NULL AND EXISTS (
  SELECT FROM audit_log released
  WHERE released.subject_type = 'wallet' AND released.subject_id = d.wallet_id::text
    AND released.action = 'release_wallet' AND released.at > d.held_at
    AND NOT EXISTS (
      SELECT FROM audit_log again
      WHERE again.subject_type = 'wallet' AND again.subject_id = released.subject_id
        AND again.action = 'freeze_wallet' AND again.id > released.id AND again.after ->> 'reason' = 'Dispute ' || d.stripe_dispute_id));

-- A wallet names the oldest dispute that asks; where none does, it is free.
WITH wrong AS (
  SELECT w.id AS wallet_id, d.id AS ended_id, d.stripe_dispute_id AS ended_name,
    (SELECT min(o.id) FROM disputes o WHERE o.wallet_id = w.id AND o.held_at IS NOT NULL AND o.hold_ended_at IS NULL) AS asking_id
  FROM wallets w JOIN disputes d ON d.id = w.frozen_dispute_id
  WHERE d.held_at IS NULL OR d.hold_ended_at IS NOT NULL
), renamed AS (
  UPDATE wallets w SET frozen_dispute_id = d.id, frozen_reason = 'Dispute ' || d.stripe_dispute_id
  FROM wrong x JOIN disputes d ON d.id = x.asking_id WHERE w.id = x.wallet_id
), freed AS (
  UPDATE wallets w SET status = 'active', frozen_at = NULL, frozen_reason = NULL, frozen_dispute_id = NULL
  FROM wrong x WHERE w.id = x.wallet_id AND x.asking_id IS NULL
  RETURNING w.id, x.ended_id, x.ended_name
)
INSERT INTO audit_log (action, subject_type, subject_id, after)
SELECT 'release_wallet', 'wallet', id::text, jsonb_build_object('reason', 'Dispute ' || ended_name, 'dispute', ended_id::text) FROM freed;
