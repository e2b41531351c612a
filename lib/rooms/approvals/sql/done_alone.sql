-- What this admin has done alone within the last 24 hours: given or taken by adjustments, given by batches,
-- and let the platform bear by reversals, its fee included. Volatile, so that a call behind the lock sees
-- what was done before it.
CREATE FUNCTION done_alone(admin bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (coalesce((SELECT sum(abs(amount_micros)) FROM adjustments
      WHERE requester_id = admin AND currency = in_currency AND NOT needs_approval
        AND status IN ('pending', 'posted')
        AND created_at > clock_timestamp() - interval '24 hours'), 0)
    + coalesce((SELECT sum(good_micros) FROM gift_batches
      WHERE requester_id = admin AND currency = in_currency AND NOT needs_approval
        AND status IN ('posting', 'done')
        AND confirmed_at > clock_timestamp() - interval '24 hours'), 0)
    + coalesce((SELECT sum(r.platform_micros + r.fee_micros) FROM unlock_reversals r
        JOIN unlocks u ON u.id = r.unlock_id JOIN wallets w ON w.id = u.wallet_id AND w.currency = in_currency
      WHERE r.actor_id = admin AND r.request_id IS NULL
        AND r.created_at > clock_timestamp() - interval '24 hours'), 0))::bigint
$$;
