export interface Law {
  name: string;
  /** One row: the figures that show what was looked at. */
  figures: string;
  /** The rows that break the law; none when it holds. */
  offenders: string;
}

/**
 * What must be true of the ledger's rows at every moment. PostgreSQL reads, sorts and hashes each table
 * within its own memory limit and spills to disk beyond it, so the size of the ledger does not matter to the
 * client.
 */
export const LAWS: Law[] = [
  {
    name: 'The sum of all debits equals the sum of all credits, in each currency',
    figures: 'SELECT count(*) AS transfers, coalesce(sum(amount_micros), 0) AS moved_micros FROM transfers',
    offenders: `SELECT coalesce(d.currency, c.currency) AS currency, d.micros AS debits, c.micros AS credits
      FROM (SELECT a.currency, sum(amount_micros) AS micros FROM transfers t JOIN accounts a
        ON a.id = t.debit_account_id GROUP BY 1) d
      FULL JOIN (SELECT a.currency, sum(amount_micros) AS micros FROM transfers t JOIN accounts a
        ON a.id = t.credit_account_id GROUP BY 1) c
        ON c.currency = d.currency
      WHERE d.micros IS DISTINCT FROM c.micros
      UNION ALL
      SELECT 'all', (SELECT sum(amount_micros) FROM transfers),
        (SELECT sum(amount_micros) FROM transfers t JOIN accounts d ON d.id = t.debit_account_id
         JOIN accounts c ON c.id = t.credit_account_id AND c.currency = d.currency)
      WHERE (SELECT sum(amount_micros) FROM transfers) IS DISTINCT FROM
        (SELECT sum(amount_micros) FROM transfers t JOIN accounts d ON d.id = t.debit_account_id
         JOIN accounts c ON c.id = t.credit_account_id AND c.currency = d.currency)`,
  },
  {
    name: 'No lot was below zero at any moment',
    figures: 'SELECT count(*) AS lots, coalesce(min(balance_micros), 0) AS smallest_micros FROM lots',
    offenders: `SELECT account_id, created_at, balance FROM (
        SELECT l.account_id, m.created_at, sum(m.micros) OVER (PARTITION BY l.account_id
          ORDER BY m.created_at) AS balance
        FROM (
          SELECT credit_account_id AS id, created_at, amount_micros AS micros FROM transfers
          UNION ALL
          SELECT debit_account_id, created_at, -amount_micros FROM transfers
        ) m JOIN lots l ON l.account_id = m.id
      ) running WHERE balance < 0`,
  },
  {
    name: 'Each unlock is paid in full from its own wallet, and taken back in full or not at all',
    figures: 'SELECT count(*) AS unlocks, count(refunded_at) AS taken_back FROM unlocks',
    offenders: `SELECT coalesce(u.id, t.ref) AS unlock, u.price_micros AS price, t.paid, t.returned,
      u.refunded_at
      FROM unlocks u FULL JOIN (
        SELECT t.ref, coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'unlock'), 0) AS paid,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind IN ('unlock_refund', 'unlock_reversal')), 0) AS
            returned,
          min(l.wallet_id) AS least_wallet, max(l.wallet_id) AS greatest_wallet
        FROM transfers t LEFT JOIN lots l ON l.account_id = t.debit_account_id
          WHERE t.kind IN ('unlock', 'unlock_refund', 'unlock_reversal') GROUP BY t.ref
      ) t ON t.ref = u.id
      WHERE u.id IS NULL OR t.ref IS NULL OR t.paid <> u.price_micros OR t.least_wallet <> u.wallet_id
        OR t.greatest_wallet <> u.wallet_id OR t.returned <> CASE WHEN u.refunded_at IS NULL THEN 0
          ELSE u.price_micros END`,
  },
  {
    name: 'A reader pays for an item at most once at a time',
    figures: 'SELECT count(*) FILTER (WHERE refunded_at IS NULL) AS live_unlocks FROM unlocks',
    offenders: `SELECT id, reader_id, item_id, created_at, earlier_until FROM (
        SELECT *, lag(coalesce(refunded_at, 'infinity')) OVER (PARTITION BY reader_id, item_id
          ORDER BY created_at, id) AS earlier_until
        FROM unlocks
      ) each_next WHERE earlier_until > created_at`,
  },
  {
    name: 'A refund restores exactly the lots; the part of a gift past its date goes to promotions',
    figures: `SELECT count(*) AS refund_transfers, coalesce(sum(amount_micros), 0) AS returned_micros
      FROM transfers WHERE kind = 'unlock_refund'`,
    offenders: `SELECT r.ref AS unlock, r.leg, r.amount_micros, p.amount_micros AS paid FROM transfers r
      LEFT JOIN transfers p ON p.ref = r.ref AND p.kind = 'unlock' AND p.leg = r.leg
      LEFT JOIN lots l ON l.account_id = p.debit_account_id
      LEFT JOIN accounts c ON c.id = r.credit_account_id
      WHERE r.kind = 'unlock_refund' AND (p.ref IS NULL OR r.amount_micros <> p.amount_micros
        OR r.debit_account_id <> p.credit_account_id
        OR NOT (r.credit_account_id = p.debit_account_id OR (c.type = 'promotions'
          AND l.expires_at <= r.created_at)))`,
  },
  {
    name: 'Stored balances equal summed transfers',
    figures: `SELECT (SELECT count(*) FROM lots) + (SELECT count(balance_micros)
      FROM accounts) AS stored_balances,
      coalesce((SELECT sum(balance_micros) FROM lots), 0) AS in_wallets_micros`,
    offenders: `WITH summed AS (
        SELECT id, sum(micros) AS micros FROM (
          SELECT credit_account_id AS id, sum(amount_micros) AS micros FROM transfers GROUP BY 1
          UNION ALL
          SELECT debit_account_id, -sum(amount_micros) FROM transfers GROUP BY 1
        ) sides GROUP BY id
      )
      SELECT stored.id AS account, stored.micros AS stored, coalesce(summed.micros, 0) AS summed FROM (
        SELECT account_id AS id, balance_micros AS micros FROM lots
        UNION ALL SELECT id, balance_micros FROM accounts WHERE balance_micros IS NOT NULL
      ) stored LEFT JOIN summed ON summed.id = stored.id WHERE stored.micros <> coalesce(summed.micros, 0)`,
  },
  {
    name: 'Settlements and fees conserve every micro, and nothing settled is taken back but by an admin',
    figures: `SELECT count(*) AS settlements, coalesce(sum(gross_micros), 0) AS gross_micros,
      coalesce(sum(fee_micros), 0) AS fee_micros FROM settlements`,
    offenders: `WITH earned AS (
        SELECT s.id, coalesce(sum(t.amount_micros), 0) AS micros, count(DISTINCT t.ref) AS unlocks
        FROM settlements s JOIN accounts a ON a.creator_id = s.creator_id AND a.currency = s.currency
          AND a.type = 'creator_pending'
        LEFT JOIN (transfers t JOIN unlocks u ON u.id = t.ref LEFT JOIN unlock_reversals r
          ON r.unlock_id = u.id)
          ON (u.refunded_at IS NULL OR r.settlement_id IS NOT NULL) AND t.credit_account_id = a.id
            AND t.kind = 'unlock' AND t.created_at > s.from_at AND t.created_at <= s.cutoff_at
        GROUP BY s.id
      ), posted AS (
        SELECT ref, coalesce(sum(amount_micros) FILTER (WHERE kind = 'settlement'), 0) AS net,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'platform_fee'), 0) AS fee
        FROM transfers WHERE kind IN ('settlement', 'platform_fee') GROUP BY ref
      )
      SELECT coalesce(s.id, p.ref) AS settlement, s.gross_micros, s.fee_micros, s.net_micros, e.micros AS
        earned, p.net AS posted_net, p.fee AS posted_fee
      FROM settlements s JOIN earned e ON e.id = s.id FULL JOIN posted p ON p.ref = s.id
      WHERE s.id IS NULL OR p.ref IS NULL OR s.gross_micros <> e.micros OR s.unlock_count <> e.unlocks
        OR s.net_micros <> p.net
        OR s.fee_micros <> p.fee OR s.gross_micros <> p.net + p.fee`,
  },
  {
    name: 'Each paid top-up and each gift is posted once, with its amount',
    figures: `SELECT (SELECT count(*) FROM top_ups WHERE status = 'paid') AS paid_top_ups, (SELECT count(*)
      FROM grants) AS gifts`,
    offenders: `SELECT 'top_up' AS kind, coalesce(u.id, t.ref) AS id, u.amount_micros AS amount,
      t.amount_micros AS posted
      FROM (SELECT * FROM top_ups WHERE status = 'paid') u FULL JOIN (SELECT * FROM transfers
        WHERE kind = 'top_up') t ON t.ref = u.id
      WHERE u.amount_micros IS DISTINCT FROM t.amount_micros
      UNION ALL
      SELECT 'grant', coalesce(g.id, t.ref), g.amount_micros, t.amount_micros
      FROM grants g FULL JOIN (SELECT * FROM transfers WHERE kind = 'grant') t ON t.ref = g.id
      WHERE g.amount_micros IS DISTINCT FROM t.amount_micros`,
  },
  {
    name: 'Each payout is posted as its row says, and what is in transit belongs to payouts under way',
    figures: `SELECT count(*) AS payouts, coalesce(sum(amount_micros - returned_micros) FILTER (WHERE status
      = 'paid'), 0) AS paid_micros FROM payouts`,
    offenders: `WITH posted AS (
        SELECT ref, coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_sent'), 0) AS sent,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_paid'), 0) AS paid,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_reversed'), 0) AS reversed,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_failed'), 0) AS returned
        FROM transfers WHERE kind IN ('payout_sent', 'payout_paid', 'payout_reversed', 'payout_failed')
          GROUP BY ref
      )
      SELECT coalesce(p.id, t.ref) AS payout, p.status::text, p.amount_micros AS amount, p.returned_micros,
        t.sent, t.paid, t.reversed, t.returned
      FROM payouts p FULL JOIN posted t ON t.ref = p.id
      WHERE p.id IS NULL OR t.ref IS NULL OR t.sent <> p.amount_micros OR t.returned <> p.returned_micros
        OR (t.paid > 0) <> (p.paid_at IS NOT NULL) OR (t.paid > 0
          AND t.paid - t.reversed <> p.amount_micros - p.returned_micros)
      UNION ALL
      SELECT a.id, 'in transit', a.balance_micros, NULL, under_way.micros, NULL, NULL, NULL
      FROM accounts a LEFT JOIN (
        SELECT creator_id, currency, sum(amount_micros - returned_micros) AS micros FROM payouts
          WHERE paid_at IS NULL GROUP BY 1, 2
      ) under_way ON under_way.creator_id = a.creator_id AND under_way.currency = a.currency
      WHERE a.type = 'creator_in_transit' AND a.balance_micros <> coalesce(under_way.micros, 0)`,
  },
  {
    name:
      'Each adjustment is posted as its row says, agreed to by a second admin where that is needed, ' +
      'and nothing else is',
    figures: `SELECT count(*) AS adjustments, count(*) FILTER (WHERE status = 'posted') AS posted,
      coalesce(sum(amount_micros) FILTER (WHERE status = 'posted'), 0) AS net_micros FROM adjustments`,
    offenders: `SELECT coalesce(a.id, t.ref) AS adjustment, a.status::text, a.amount_micros AS asked,
      t.amount_micros AS posted, g.amount_micros AS gift
      FROM (SELECT * FROM adjustments WHERE status = 'posted') a
      FULL JOIN (SELECT * FROM transfers WHERE kind = 'adjustment') t ON t.ref = a.id
      LEFT JOIN grants g ON g.id = a.grant_id
      LEFT JOIN accounts d ON d.id = t.debit_account_id LEFT JOIN accounts c ON c.id = t.credit_account_id
      WHERE a.id IS NULL
        OR a.requester_id = a.owner_id OR a.decider_id = a.owner_id
        OR (a.needs_approval AND (a.decider_id IS NULL OR a.decider_id = a.requester_id))
        OR (a.grant_id IS NOT NULL AND (t.ref IS NOT NULL OR g.amount_micros <> a.amount_micros
          OR g.wallet_id <> a.wallet_id))
        OR (a.grant_id IS NULL AND (t.ref IS NULL OR t.amount_micros <> abs(a.amount_micros)
          OR CASE WHEN a.amount_micros > 0 THEN t.credit_account_id <> a.account_id OR d.type <> 'adjustments'
               ELSE t.debit_account_id <> a.account_id OR c.type <> 'adjustments' END))
      UNION ALL
      SELECT b.id, 'batch ' || b.status, b.good_micros, sum(g.amount_micros)::bigint, NULL
      FROM gift_batches b JOIN gift_batch_lines l ON l.batch_id = b.id LEFT JOIN grants g ON g.id = l.grant_id
      GROUP BY b.id HAVING coalesce(sum(g.amount_micros), 0) > b.good_micros
        OR (count(g.id) > 0 AND (b.status NOT IN ('posting', 'done') OR (b.needs_approval
          AND (b.decider_id IS NULL OR b.decider_id = b.requester_id))))
        OR bool_or(g.amount_micros <> l.amount_micros)`,
  },
  {
    name: "The dashboard's sums are the unlocks and refunds that they are made of",
    figures: `SELECT unlock_id AS unlocks_until, refund_id AS refunds_until FROM earnings_progress`,
    offenders: `WITH raw AS (
        SELECT i.creator_id, w.currency, (m.at AT TIME ZONE z.zone)::date AS day, count(*) FILTER (WHERE
          m.refund = 0) AS unlocks,
          coalesce(sum(u.price_micros) FILTER (WHERE m.refund = 0), 0) AS unlock_micros, sum(m.refund) AS
            refunds, sum(u.price_micros * m.refund) AS refund_micros
        FROM (
          SELECT id, created_at AS at, 0 AS refund FROM unlocks WHERE id <= (SELECT unlock_id
            FROM earnings_progress)
          UNION ALL SELECT unlock_id, at, 1 FROM unlock_refunds WHERE id <= (SELECT refund_id
            FROM earnings_progress)
        ) m JOIN unlocks u ON u.id = m.id JOIN items i ON i.id = u.item_id JOIN wallets w
          ON w.id = u.wallet_id
        LEFT JOIN earnings_zones z ON z.creator_id = i.creator_id GROUP BY 1, 2, 3
      ), summed AS (
        SELECT creator_id, currency, dimension, tier, starts_on, sum(unlocks) AS unlocks,
          sum(unlock_micros) AS unlock_micros, sum(refunds) AS refunds, sum(refund_micros) AS refund_micros
        FROM earnings_rollups GROUP BY 1, 2, 3, 4, 5
      ), expected AS (
        SELECT raw.creator_id, raw.currency, d.dimension, t.tier, t.starts_on, sum(unlocks) AS unlocks,
          sum(unlock_micros) AS unlock_micros,
          sum(refunds) AS refunds, sum(refund_micros) AS refund_micros
        FROM raw, unnest(enum_range(NULL::earnings_dimension)) AS d (dimension),
          LATERAL (VALUES ('day'::earnings_tier, day), ('month', date_trunc('month', day)::date)) AS t (tier,
            starts_on) GROUP BY 1, 2, 3, 4, 5
      )
      SELECT creator_id AS creator, currency, dimension::text, tier::text, starts_on, e.unlocks, s.unlocks AS
        summed_unlocks, e.unlock_micros, s.unlock_micros AS summed_micros
      FROM expected e FULL JOIN summed s USING (creator_id, currency, dimension, tier, starts_on)
      WHERE (e.unlocks, e.unlock_micros, e.refunds, e.refund_micros) IS DISTINCT
        FROM (s.unlocks, s.unlock_micros, s.refunds, s.refund_micros)
      UNION ALL
      SELECT creator_id, currency, 'reader', reader_id::text, NULL, cardinality(e.days), cardinality(r.days),
        NULL, NULL
      FROM (
        SELECT creator_id, currency, reader_id, array_agg(day ORDER BY day) AS days FROM (
          SELECT i.creator_id, w.currency, u.reader_id, (u.created_at AT TIME ZONE z.zone)::date AS day
          FROM unlocks u JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id
          LEFT JOIN earnings_zones z ON z.creator_id = i.creator_id
          LEFT JOIN unlock_refunds n ON n.unlock_id = u.id AND n.id <= (SELECT refund_id
            FROM earnings_progress)
          WHERE u.id <= (SELECT unlock_id FROM earnings_progress) AND n.id IS NULL
        ) kept GROUP BY 1, 3, 2
      ) e FULL JOIN earnings_readers r USING (creator_id, currency, reader_id)
      WHERE e.days IS DISTINCT FROM r.days`,
  },
  {
    name:
      'Each refund is posted as its row says, comes back in full or not at all, and no top-up gives ' +
      'back more than was paid',
    figures: `SELECT count(*) AS refunds, coalesce(sum(amount_micros) FILTER (WHERE status NOT IN ('failed',
      'canceled')), 0) AS refunded_micros FROM refunds`,
    offenders: `WITH posted AS (
        SELECT t.ref, coalesce(sum(t.amount_micros) FILTER (WHERE t.kind <> 'refund_returned'
          AND l.wallet_id IS NOT NULL), 0) AS from_lot,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind <> 'refund_returned'
            AND l.wallet_id IS NULL), 0) AS from_platform,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'refund_returned'), 0) AS returned,
            min(l.wallet_id) AS wallet,
          bool_or(CASE WHEN t.kind = 'refund_returned' THEN d.type ELSE c.type END <> 'card_clearing'
            OR CASE WHEN t.kind = 'refund_returned' THEN c.type
              ELSE d.type END NOT IN ('paid_lot', 'adjustments')) AS elsewhere
        FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c
          ON c.id = t.credit_account_id
        LEFT JOIN lots l ON l.account_id = CASE WHEN t.kind = 'refund_returned' THEN t.credit_account_id
          ELSE t.debit_account_id END
        WHERE t.kind IN ('top_up_refund', 'cash_out', 'refund_returned') GROUP BY t.ref
      )
      SELECT coalesce(r.id, p.ref) AS refund, r.status::text, r.amount_micros AS amount, p.from_lot,
        p.from_platform, p.returned
      FROM refunds r FULL JOIN posted p ON p.ref = r.id
      WHERE r.id IS NULL OR p.ref IS NULL OR p.from_lot <> r.lot_micros
        OR p.from_lot + p.from_platform <> r.amount_micros
        OR p.returned <> CASE WHEN r.status IN ('failed', 'canceled') THEN r.amount_micros ELSE 0 END
          OR p.wallet <> r.wallet_id OR p.elsewhere
      UNION ALL
      SELECT u.id, 'top-up', u.amount_micros, sum(r.amount_micros)::bigint, NULL, NULL
      FROM top_ups u JOIN refunds r ON r.top_up_id = u.id AND r.status NOT IN ('failed', 'canceled')
      GROUP BY u.id HAVING sum(r.amount_micros) > u.amount_micros OR u.status <> 'paid'`,
  },
  {
    name:
      'An unlock that an admin takes back goes to its own lots, once, at the cost that was chosen ' +
      'and agreed to',
    figures: `SELECT count(*) AS reversals, coalesce(sum(amount_micros), 0) AS reversed_micros
      FROM unlock_reversals`,
    offenders: `WITH posted AS (
        SELECT t.ref, coalesce(sum(t.amount_micros) FILTER (WHERE d.type = 'creator_available'), 0) AS
          available,
          coalesce(sum(t.amount_micros) FILTER (WHERE d.type = 'platform_fees'), 0) AS fees,
          coalesce(sum(t.amount_micros) FILTER (WHERE d.type = 'adjustments'), 0) AS platform,
          bool_or(d.type NOT IN ('creator_available', 'platform_fees', 'adjustments')) AS elsewhere
        FROM transfers t JOIN accounts d ON d.id = t.debit_account_id WHERE t.kind = 'unlock_reversal'
          GROUP BY t.ref
      )
      SELECT coalesce(r.unlock_id, p.ref) AS unlock, r.source::text, r.amount_micros AS amount, p.available,
        p.fees, p.platform
      FROM unlock_reversals r JOIN unlocks u ON u.id = r.unlock_id FULL JOIN posted p ON p.ref = r.unlock_id
      WHERE r.unlock_id IS NULL OR r.amount_micros <> u.price_micros OR u.refunded_at IS NULL
        OR (r.source = 'pending') <> (p.ref IS NULL)
        OR (r.source <> 'pending' AND (p.available <> r.creator_micros OR p.fees <> r.fee_micros
          OR p.platform <> r.platform_micros OR p.elsewhere))
      UNION ALL
      SELECT coalesce(r.unlock_id, q.unlock_id), 'request ' || q.status, r.amount_micros, NULL, r.fee_micros,
        r.platform_micros
      FROM reversal_requests q FULL JOIN (SELECT * FROM unlock_reversals WHERE request_id IS NOT NULL) r
        ON r.request_id = q.id
      WHERE (q.status = 'posted') IS DISTINCT FROM (r.unlock_id IS NOT NULL) OR (r.unlock_id IS NOT NULL AND
        (q.decider_id IS NULL OR q.decider_id = q.requester_id OR q.requester_id <> r.actor_id
          OR q.unlock_id <> r.unlock_id OR q.source <> r.source))
      UNION ALL
      SELECT coalesce(back.ref, paid.ref), 'lots', paid.micros, back.micros, NULL, NULL
      FROM (SELECT ref, debit_account_id AS lot, sum(amount_micros) AS micros FROM transfers
        WHERE kind = 'unlock'
          AND ref IN (SELECT unlock_id FROM unlock_reversals WHERE source <> 'pending') GROUP BY 1, 2) paid
      FULL JOIN (SELECT t.ref, t.credit_account_id AS lot, sum(t.amount_micros) AS micros FROM transfers t
        JOIN lots l ON l.account_id = t.credit_account_id
          WHERE t.kind = 'unlock_reversal' GROUP BY 1, 2) back ON back.ref = paid.ref AND back.lot = paid.lot
      LEFT JOIN lots l ON l.account_id = paid.lot LEFT JOIN unlock_reversals r ON r.unlock_id = paid.ref
      WHERE paid.ref IS NULL OR (back.micros IS DISTINCT FROM paid.micros AND NOT (back.ref IS NULL
        AND l.expires_at <= r.created_at))`,
  },
  {
    name: 'What one admin does without a second one within a day stays within the limit of that moment',
    figures: `SELECT (SELECT count(*) FROM adjustments WHERE NOT needs_approval) AS adjustments,
      (SELECT count(*) FROM gift_batches WHERE NOT needs_approval) AS gift_batches,
      (SELECT count(*) FROM unlock_reversals WHERE request_id IS NULL
        AND platform_micros + fee_micros > 0) AS reversals`,
    // A second less than a day: what is judged is judged a moment before it is dated. Acts from before the
    // rule count in the sum and are not judged by it.
    offenders: `WITH alone AS (
        SELECT requester_id AS admin, currency, created_at AS at, abs(amount_micros) AS micros
          FROM adjustments
        WHERE NOT needs_approval AND status IN ('pending', 'posted')
        UNION ALL SELECT requester_id, currency, confirmed_at, good_micros FROM gift_batches
          WHERE NOT needs_approval AND status IN ('posting', 'done')
        UNION ALL SELECT r.actor_id, w.currency, r.created_at, r.platform_micros + r.fee_micros
        FROM unlock_reversals r JOIN unlocks u ON u.id = r.unlock_id JOIN wallets w ON w.id = u.wallet_id
        WHERE r.request_id IS NULL AND r.platform_micros + r.fee_micros > 0
      ), summed AS (
        SELECT *, sum(micros) OVER (PARTITION BY admin, currency ORDER BY at
          RANGE BETWEEN interval '23 hours 59 minutes 59 seconds' PRECEDING AND CURRENT ROW) AS together
            FROM alone
      )
      SELECT admin, currency, at, micros, together FROM summed s
      WHERE at >= coalesce((SELECT since.at FROM limits_since since), '-infinity')
        AND together > coalesce((SELECT limit_micros FROM approval_limits l
        WHERE l.currency = s.currency AND l.set_at <= s.at ORDER BY l.set_at DESC, l.id DESC LIMIT 1), 0)`,
  },
  {
    name: 'Each dispute is posted as its movements say, and what is held belongs to disputes that are open',
    figures: `SELECT count(*) AS disputes, coalesce(sum(lost_lot_micros + lost_platform_micros), 0) AS
      lost_micros FROM disputes`,
    offenders: `WITH moved AS (
        SELECT dispute_id, -coalesce(sum(amount_micros) FILTER (WHERE amount_micros < 0), 0) AS opened,
          coalesce(sum(amount_micros) FILTER (WHERE amount_micros > 0), 0) AS won, sum(fee_micros) AS fee
            FROM dispute_movements GROUP BY 1
      ), posted AS (
        SELECT t.ref, coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_opened'), 0) AS opened,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_won'), 0) AS won,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_lost'
            AND d.type = 'paid_lot'), 0) AS lost_lot,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_lost'
            AND d.type = 'dispute_losses'), 0) AS lost_platform,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_recovered'
            AND c.type = 'paid_lot'), 0) AS back_lot,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'dispute_recovered'
            AND c.type = 'dispute_losses'), 0) AS back_platform,
          coalesce(sum(CASE WHEN d.type = 'processing_fees' THEN t.amount_micros
            ELSE -t.amount_micros END) FILTER (WHERE t.kind = 'dispute_fee'), 0) AS fee
        FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c
          ON c.id = t.credit_account_id
        WHERE t.kind IN ('dispute_opened', 'dispute_won', 'dispute_lost', 'dispute_recovered', 'dispute_fee')
          GROUP BY t.ref
      )
      SELECT coalesce(x.id, p.ref) AS dispute, x.status, p.opened, p.won, p.lost_lot, p.lost_platform, p.fee
      FROM disputes x LEFT JOIN moved m ON m.dispute_id = x.id FULL JOIN posted p ON p.ref = x.id
      WHERE x.id IS NULL OR coalesce(p.opened, 0) <> coalesce(m.opened, 0)
        OR coalesce(p.won, 0) <> coalesce(m.won, 0)
        OR coalesce(p.fee, 0) <> coalesce(m.fee, 0) OR coalesce(p.lost_lot, 0) <> x.lost_lot_micros
        OR coalesce(p.lost_platform, 0) <> x.lost_platform_micros
          OR coalesce(p.back_lot, 0) <> x.recovered_lot_micros
        OR coalesce(p.back_platform, 0) <> x.recovered_platform_micros
        OR (x.closed_at IS NOT NULL AND coalesce(p.opened, 0) - coalesce(p.won, 0)
          <> x.lost_lot_micros + x.lost_platform_micros - x.recovered_lot_micros -
            x.recovered_platform_micros)`,
  },
  {
    name: 'A wallet is on hold while a dispute asks for it, and names a dispute only while that one does',
    figures: `SELECT count(*) AS asking FROM disputes WHERE held_at IS NOT NULL AND hold_ended_at IS NULL`,
    offenders: `SELECT w.id AS wallet, w.status::text, w.frozen_dispute_id AS named, d.id AS asking
      FROM wallets w JOIN disputes d ON d.wallet_id = w.id AND d.held_at IS NOT NULL
        AND d.hold_ended_at IS NULL WHERE w.status <> 'frozen'
      UNION ALL
      SELECT w.id, w.status::text, w.frozen_dispute_id, NULL FROM wallets w JOIN disputes d
        ON d.id = w.frozen_dispute_id
      WHERE d.wallet_id <> w.id OR d.held_at IS NULL OR d.hold_ended_at IS NOT NULL`,
  },
  {
    name: 'What is put aside is posted nowhere until somebody who may has ended it, and never by its owner',
    figures: `SELECT count(*) AS put_aside, count(*) FILTER (WHERE ended_at IS NULL) AS waiting
      FROM odd_money`,
    offenders: `SELECT o.id AS odd_money, o.about::text, o.reason::text, o.outcome::text, u.id AS ref,
      u.status::text AS state
      FROM odd_money o JOIN top_ups u ON u.id = o.ref LEFT JOIN transfers t ON t.ref = u.id
        AND t.kind = 'top_up'
      WHERE o.about = 'top_up' AND o.reason IN ('wrong_amount', 'wrong_currency')
        AND ((u.status::text = 'set_aside') <> (t.ref IS NULL) OR (o.outcome IN ('credited', 'refunded')
          AND o.reason = 'wrong_amount' AND t.ref IS NULL))
      UNION ALL
      SELECT NULL, 'top_up', 'nothing put aside', NULL, u.id, u.status::text FROM top_ups u
      LEFT JOIN odd_money o ON o.about = 'top_up' AND o.ref = u.id WHERE u.status::text = 'set_aside'
        AND o.id IS NULL
      UNION ALL
      SELECT o.id, o.about::text, o.reason::text, o.outcome::text, o.ref, 'own money' FROM odd_money o
      LEFT JOIN wallets w ON w.id = o.wallet_id LEFT JOIN creators c ON c.id = o.creator_id
      WHERE o.ended_by IN (w.user_id, c.user_id)
      UNION ALL
      SELECT o.id, o.about::text, o.reason::text, o.outcome::text, m.dispute_id, 'posted' FROM odd_money o
      JOIN dispute_movements m ON m.transaction_ref = o.processor_ref
      WHERE o.about = 'dispute' AND (o.outcome IS NULL OR o.outcome NOT IN ('posted', 'agreed'))`,
  },
  {
    name: 'What gifts paid for is told apart, and leaves available only as far as it was released',
    figures: `SELECT coalesce(sum(gift_micros), 0) AS gift_micros, (SELECT coalesce(sum(amount_micros), 0)
      FROM gift_releases) AS released_micros
      FROM settlements`,
    offenders: `WITH earned AS (
        SELECT s.id, coalesce(sum(t.amount_micros) FILTER (WHERE l.kind = 'paid'), 0) AS paid
        FROM settlements s JOIN accounts a ON a.creator_id = s.creator_id AND a.currency = s.currency
          AND a.type = 'creator_pending'
        LEFT JOIN (transfers t JOIN lots l ON l.account_id = t.debit_account_id JOIN unlocks u
          ON u.id = t.ref LEFT JOIN unlock_reversals r ON r.unlock_id = u.id)
          ON (u.refunded_at IS NULL OR r.settlement_id IS NOT NULL) AND t.credit_account_id = a.id
            AND t.kind = 'unlock' AND t.created_at > s.from_at AND t.created_at <= s.cutoff_at
        WHERE s.gift_micros IS NOT NULL GROUP BY s.id
      )
      SELECT 'settlement' AS what, s.id, s.gift_micros AS stored, s.net_micros - floor(s.net_micros::numeric
        * e.paid / s.gross_micros)::bigint AS right_value
      FROM settlements s JOIN earned e ON e.id = s.id
        WHERE s.gift_micros <> s.net_micros - floor(s.net_micros::numeric * e.paid / s.gross_micros)::bigint
      UNION ALL
      -- What other postings took from available is no payout: it is added back.
      SELECT 'creator', a.creator_id, (a.balance_micros + coalesce(o.micros, 0))::bigint,
        held_gift_micros(a.creator_id, a.currency)
      FROM accounts a LEFT JOIN (
        SELECT debit_account_id AS id, sum(amount_micros) AS micros FROM transfers
          WHERE kind NOT IN ('unlock', 'payout_sent') GROUP BY 1
      ) o ON o.id = a.id
      WHERE a.type = 'creator_available' AND a.balance_micros + coalesce(o.micros, 0) <
        held_gift_micros(a.creator_id, a.currency)
      UNION ALL
      SELECT 'month', creator_id, sum(amount_micros)::bigint, max(cap_micros) FROM gift_releases
        WHERE payout_id IS NOT NULL
      GROUP BY creator_id, currency, date_trunc('month', created_at, 'UTC')
        HAVING sum(amount_micros) > max(cap_micros)
      UNION ALL
      SELECT 'own', g.id, g.amount_micros, 0 FROM gift_releases g JOIN creators c ON c.id = g.creator_id
        WHERE c.user_id = g.actor_id`,
  },
  {
    name: "Each cost of the processor's own is posted as its row says, and only when a second admin agreed",
    figures: `SELECT count(*) AS costs, coalesce(sum(fee_micros - amount_micros) FILTER (WHERE status =
      'posted'), 0) AS cost_micros FROM processor_charges`,
    offenders: `WITH posted AS (
        SELECT t.ref, sum(CASE WHEN d.type::text = 'processor_costs' THEN t.amount_micros
          ELSE -t.amount_micros END) AS cost,
          bool_or(NOT (d.type::text, c.type::text) IN (('processor_costs', 'card_clearing'),
            ('card_clearing', 'processor_costs'))) AS elsewhere
        FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c
          ON c.id = t.credit_account_id
        WHERE t.kind::text = 'processor_charge' GROUP BY t.ref
      )
      SELECT coalesce(r.id, p.ref) AS charge, r.status::text, r.fee_micros - r.amount_micros AS asked, p.cost
      FROM (SELECT * FROM processor_charges WHERE status = 'posted') r FULL JOIN posted p ON p.ref = r.id
      WHERE r.id IS NULL OR p.ref IS NULL OR p.cost <> r.fee_micros - r.amount_micros OR p.elsewhere
        OR r.decider_id = r.requester_id`,
  },
];
