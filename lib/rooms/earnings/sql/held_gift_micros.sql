-- What of a creator's available earnings gifts paid for and nobody has released. An unlock that was taken
-- back from available takes its gifts' part along, rounded down: what rounding there is stays held. Reads
-- only.
CREATE FUNCTION held_gift_micros(creator bigint, in_currency char(3)) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT greatest(0,
    (SELECT coalesce(sum(gift_micros), 0) FROM settlements WHERE creator_id = creator
      AND currency = in_currency)
    - (SELECT coalesce(sum(floor(r.creator_micros::numeric * g.micros / r.amount_micros)), 0)
       FROM settlements s JOIN unlock_reversals r ON r.settlement_id = s.id AND r.source = 'available'
       JOIN LATERAL (
         SELECT sum(t.amount_micros) AS micros FROM transfers t
           JOIN lots l ON l.account_id = t.debit_account_id AND l.kind = 'promotional'
         WHERE t.ref = r.unlock_id AND t.kind = 'unlock'
       ) g ON true
       WHERE s.creator_id = creator AND s.currency = in_currency AND s.gift_micros IS NOT NULL)
    - (SELECT coalesce(sum(amount_micros), 0) FROM gift_releases WHERE creator_id = creator
      AND currency = in_currency)
  )::bigint
$$;
