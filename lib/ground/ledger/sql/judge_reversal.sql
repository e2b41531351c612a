-- What taking an unlock back would mean now: from which settlement, and who bears which part. The platform's
-- fee goes back in the same share in which it was taken; what rounding there is favours the creator.
-- Takes the unlock. Gives settlement (null: not settled yet), the creator's part, the fee's part and what the
-- creator has available. Reads only.
CREATE FUNCTION judge_reversal(
  unlock bigint, OUT settlement bigint, OUT creator_part bigint, OUT fee_part bigint, OUT available bigint
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  u unlocks;
  pending accounts;
  s settlements;
BEGIN
  SELECT * INTO STRICT u FROM unlocks WHERE id = unlock;
  SELECT a.* INTO STRICT pending FROM transfers t JOIN accounts a ON a.id = t.credit_account_id
    WHERE t.ref = unlock AND t.kind = 'unlock' LIMIT 1;
  SELECT balance_micros INTO available FROM accounts
  WHERE creator_id = pending.creator_id AND currency = pending.currency AND type = 'creator_available';
  available := coalesce(available, 0);
  SELECT * INTO s FROM settlements
  WHERE creator_id = pending.creator_id AND currency = pending.currency AND from_at < u.created_at
    AND cutoff_at >= u.created_at;
  settlement := s.id;
  fee_part := 0;
  IF s.id IS NOT NULL THEN
    fee_part := least(ceil(u.price_micros::numeric * s.fee_micros / s.gross_micros)::bigint,
      s.fee_micros - (SELECT coalesce(sum(fee_micros), 0) FROM unlock_reversals
        WHERE settlement_id = s.id)::bigint);
  END IF;
  creator_part := u.price_micros - fee_part;
END $$;
