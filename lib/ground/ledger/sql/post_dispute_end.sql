-- Posts what is still to be posted so that the net loss of a dispute is `target`, what the bank holds of it
-- for good: more from the paid lot as far as it has money and the rest as the platform's loss (only if
-- `may_lose`), less back to where it was taken from, the platform's part first.
-- Gives what was lost and came back in all. Locks the paid lot and reads what is posted, so a repeat posts
-- nothing.
CREATE FUNCTION post_dispute_end(
  dispute bigint, wallet bigint, target bigint, may_lose boolean,
  OUT lost_lot bigint, OUT lost_platform bigint, OUT back_lot bigint, OUT back_platform bigint
) LANGUAGE plpgsql AS $$
DECLARE
  lot lots;
  in_currency char(3);
  held bigint;
  losses bigint;
  lost_leg int;
  back_leg int;
  missing bigint;
  from_lot bigint;
  to_platform bigint;
BEGIN
  SELECT l.* INTO STRICT lot FROM lots l WHERE l.wallet_id = wallet AND l.kind = 'paid' FOR NO KEY UPDATE;
  SELECT w.currency INTO STRICT in_currency FROM wallets w WHERE w.id = wallet;
  held := platform_account('disputes_held', in_currency);
  losses := platform_account('dispute_losses', in_currency);
  SELECT coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_lost'
    AND t.debit_account_id = lot.account_id), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_lost' AND t.debit_account_id = losses), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_recovered'
      AND t.credit_account_id = lot.account_id), 0),
    coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_recovered'
      AND t.credit_account_id = losses), 0),
    coalesce(max(t.leg) FILTER (WHERE t.kind = 'dispute_lost') + 1, 0),
      coalesce(max(t.leg) FILTER (WHERE t.kind = 'dispute_recovered') + 1, 0)
  INTO lost_lot, lost_platform, back_lot, back_platform, lost_leg, back_leg
  FROM transfers t WHERE t.ref = dispute AND t.kind IN ('dispute_lost', 'dispute_recovered');
  missing := greatest(target, 0) - (lost_lot + lost_platform - back_lot - back_platform);
  IF missing > 0 AND may_lose THEN
    from_lot := least(lot.balance_micros, missing);
    IF from_lot > 0 THEN
      PERFORM post_once(dispute, 'dispute_lost', lost_leg, lot.account_id, held, from_lot);
      UPDATE lots SET balance_micros = balance_micros - from_lot WHERE account_id = lot.account_id;
      lost_lot := lost_lot + from_lot;
      lost_leg := lost_leg + 1;
    END IF;
    IF missing > from_lot THEN
      PERFORM post_once(dispute, 'dispute_lost', lost_leg, losses, held, missing - from_lot);
      lost_platform := lost_platform + missing - from_lot;
    END IF;
  ELSIF missing < 0 THEN
    to_platform := least(lost_platform - back_platform, -missing);
    IF to_platform > 0 THEN
      PERFORM post_once(dispute, 'dispute_recovered', back_leg, held, losses, to_platform);
      back_platform := back_platform + to_platform;
      back_leg := back_leg + 1;
    END IF;
    IF -missing > to_platform THEN
      PERFORM post_once(dispute, 'dispute_recovered', back_leg, held, lot.account_id, -missing - to_platform);
      UPDATE lots SET balance_micros = balance_micros + (-missing - to_platform)
        WHERE account_id = lot.account_id;
      back_lot := back_lot - missing - to_platform;
    END IF;
  END IF;
END $$;
