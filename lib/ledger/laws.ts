export interface Law {
  name: string;
  /** One row: the figures that show what was looked at. */
  figures: string;
  /** The rows that break the law; none when it holds. */
  offenders: string;
}

/**
 * What must be true of the ledger's rows at every moment. PostgreSQL reads, sorts and hashes each table within its own
 * memory limit and spills to disk beyond it, so the size of the ledger does not matter to the client.
 */
export const LAWS: Law[] = [
  {
    name: 'The sum of all debits equals the sum of all credits, in each currency',
    figures: 'SELECT count(*) AS transfers, coalesce(sum(amount_micros), 0) AS moved_micros FROM transfers',
    offenders: `SELECT coalesce(d.currency, c.currency) AS currency, d.micros AS debits, c.micros AS credits
      FROM (SELECT a.currency, sum(amount_micros) AS micros FROM transfers t JOIN accounts a ON a.id = t.debit_account_id GROUP BY 1) d
      FULL JOIN (SELECT a.currency, sum(amount_micros) AS micros FROM transfers t JOIN accounts a ON a.id = t.credit_account_id GROUP BY 1) c
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
        SELECT l.account_id, m.created_at, sum(m.micros) OVER (PARTITION BY l.account_id ORDER BY m.created_at) AS balance
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
    offenders: `SELECT coalesce(u.id, t.ref) AS unlock, u.price_micros AS price, t.paid, t.returned, u.refunded_at
      FROM unlocks u FULL JOIN (
        SELECT t.ref, coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'unlock'), 0) AS paid,
          coalesce(sum(t.amount_micros) FILTER (WHERE t.kind = 'unlock_refund'), 0) AS returned,
          min(l.wallet_id) AS least_wallet, max(l.wallet_id) AS greatest_wallet
        FROM transfers t LEFT JOIN lots l ON l.account_id = t.debit_account_id WHERE t.kind IN ('unlock', 'unlock_refund') GROUP BY t.ref
      ) t ON t.ref = u.id
      WHERE u.id IS NULL OR t.ref IS NULL OR t.paid <> u.price_micros OR t.least_wallet <> u.wallet_id
        OR t.greatest_wallet <> u.wallet_id OR t.returned <> CASE WHEN u.refunded_at IS NULL THEN 0 ELSE u.price_micros END`,
  },
  {
    name: 'A reader pays for an item at most once at a time',
    figures: 'SELECT count(DISTINCT (reader_id, item_id)) AS readers_and_items FROM unlocks',
    offenders: `SELECT id, reader_id, item_id, created_at, earlier_until FROM (
        SELECT *, lag(coalesce(refunded_at, 'infinity')) OVER (PARTITION BY reader_id, item_id ORDER BY created_at, id) AS earlier_until
        FROM unlocks
      ) each_next WHERE earlier_until > created_at`,
  },
  {
    name: 'A refund restores exactly the lots; the part of a gift past its date goes to promotions',
    figures: `SELECT count(*) AS refund_transfers, coalesce(sum(amount_micros), 0) AS returned_micros FROM transfers WHERE kind = 'unlock_refund'`,
    offenders: `SELECT r.ref AS unlock, r.leg, r.amount_micros, p.amount_micros AS paid FROM transfers r
      LEFT JOIN transfers p ON p.ref = r.ref AND p.kind = 'unlock' AND p.leg = r.leg
      LEFT JOIN lots l ON l.account_id = p.debit_account_id
      LEFT JOIN accounts c ON c.id = r.credit_account_id
      WHERE r.kind = 'unlock_refund' AND (p.ref IS NULL OR r.amount_micros <> p.amount_micros OR r.debit_account_id <> p.credit_account_id
        OR NOT (r.credit_account_id = p.debit_account_id OR (c.type = 'promotions' AND l.expires_at <= r.created_at)))`,
  },
  {
    name: 'Stored balances equal summed transfers',
    figures: `SELECT (SELECT count(*) FROM lots) + (SELECT count(balance_micros) FROM accounts) AS stored_balances,
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
    name: 'Settlements and fees conserve every micro, and nothing settled is taken back',
    figures: `SELECT count(*) AS settlements, coalesce(sum(gross_micros), 0) AS gross_micros, coalesce(sum(fee_micros), 0) AS fee_micros FROM settlements`,
    offenders: `WITH earned AS (
        SELECT s.id, coalesce(sum(t.amount_micros), 0) AS micros, count(DISTINCT t.ref) AS unlocks
        FROM settlements s JOIN accounts a ON a.creator_id = s.creator_id AND a.currency = s.currency AND a.type = 'creator_pending'
        LEFT JOIN (transfers t JOIN unlocks u ON u.id = t.ref AND u.refunded_at IS NULL)
          ON t.credit_account_id = a.id AND t.kind = 'unlock' AND t.created_at > s.from_at AND t.created_at <= s.cutoff_at
        GROUP BY s.id
      ), posted AS (
        SELECT ref, coalesce(sum(amount_micros) FILTER (WHERE kind = 'settlement'), 0) AS net,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'platform_fee'), 0) AS fee
        FROM transfers WHERE kind IN ('settlement', 'platform_fee') GROUP BY ref
      )
      SELECT coalesce(s.id, p.ref) AS settlement, s.gross_micros, s.fee_micros, s.net_micros, e.micros AS earned, p.net AS posted_net, p.fee AS posted_fee
      FROM settlements s JOIN earned e ON e.id = s.id FULL JOIN posted p ON p.ref = s.id
      WHERE s.id IS NULL OR p.ref IS NULL OR s.gross_micros <> e.micros OR s.unlock_count <> e.unlocks OR s.net_micros <> p.net
        OR s.fee_micros <> p.fee OR s.gross_micros <> p.net + p.fee`,
  },
  {
    name: 'Each paid top-up and each gift is posted once, with its amount',
    figures: `SELECT (SELECT count(*) FROM top_ups WHERE status = 'paid') AS paid_top_ups, (SELECT count(*) FROM grants) AS gifts`,
    offenders: `SELECT 'top_up' AS kind, coalesce(u.id, t.ref) AS id, u.amount_micros AS amount, t.amount_micros AS posted
      FROM (SELECT * FROM top_ups WHERE status = 'paid') u FULL JOIN (SELECT * FROM transfers WHERE kind = 'top_up') t ON t.ref = u.id
      WHERE u.amount_micros IS DISTINCT FROM t.amount_micros
      UNION ALL
      SELECT 'grant', coalesce(g.id, t.ref), g.amount_micros, t.amount_micros
      FROM grants g FULL JOIN (SELECT * FROM transfers WHERE kind = 'grant') t ON t.ref = g.id
      WHERE g.amount_micros IS DISTINCT FROM t.amount_micros`,
  },
  {
    name: 'Each payout is posted as its row says, and what is in transit belongs to payouts under way',
    figures: `SELECT count(*) AS payouts, coalesce(sum(amount_micros - returned_micros) FILTER (WHERE status = 'paid'), 0) AS paid_micros FROM payouts`,
    offenders: `WITH posted AS (
        SELECT ref, coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_sent'), 0) AS sent,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_paid'), 0) AS paid,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_reversed'), 0) AS reversed,
          coalesce(sum(amount_micros) FILTER (WHERE kind = 'payout_failed'), 0) AS returned
        FROM transfers WHERE kind IN ('payout_sent', 'payout_paid', 'payout_reversed', 'payout_failed') GROUP BY ref
      )
      SELECT coalesce(p.id, t.ref) AS payout, p.status::text, p.amount_micros AS amount, p.returned_micros, t.sent, t.paid, t.reversed, t.returned
      FROM payouts p FULL JOIN posted t ON t.ref = p.id
      WHERE p.id IS NULL OR t.ref IS NULL OR t.sent <> p.amount_micros OR t.returned <> p.returned_micros
        OR (t.paid > 0) <> (p.paid_at IS NOT NULL) OR (t.paid > 0 AND t.paid - t.reversed <> p.amount_micros - p.returned_micros)
      UNION ALL
      SELECT a.id, 'in transit', a.balance_micros, NULL, under_way.micros, NULL, NULL, NULL
      FROM accounts a LEFT JOIN (
        SELECT creator_id, currency, sum(amount_micros - returned_micros) AS micros FROM payouts WHERE paid_at IS NULL GROUP BY 1, 2
      ) under_way ON under_way.creator_id = a.creator_id AND under_way.currency = a.currency
      WHERE a.type = 'creator_in_transit' AND a.balance_micros <> coalesce(under_way.micros, 0)`,
  },
  {
    name: 'Each adjustment is posted as its row says, agreed to by a second admin where that is needed, and nothing else is',
    figures: `SELECT count(*) AS adjustments, count(*) FILTER (WHERE status = 'posted') AS posted,
      coalesce(sum(amount_micros) FILTER (WHERE status = 'posted'), 0) AS net_micros FROM adjustments`,
    offenders: `SELECT coalesce(a.id, t.ref) AS adjustment, a.status::text, a.amount_micros AS asked, t.amount_micros AS posted, g.amount_micros AS gift
      FROM (SELECT * FROM adjustments WHERE status = 'posted') a
      FULL JOIN (SELECT * FROM transfers WHERE kind = 'adjustment') t ON t.ref = a.id
      LEFT JOIN grants g ON g.id = a.grant_id
      LEFT JOIN accounts d ON d.id = t.debit_account_id LEFT JOIN accounts c ON c.id = t.credit_account_id
      WHERE a.id IS NULL
        OR a.requester_id = a.owner_id OR a.decider_id = a.owner_id
        OR (a.needs_approval AND (a.decider_id IS NULL OR a.decider_id = a.requester_id))
        OR (a.grant_id IS NOT NULL AND (t.ref IS NOT NULL OR g.amount_micros <> a.amount_micros OR g.wallet_id <> a.wallet_id))
        OR (a.grant_id IS NULL AND (t.ref IS NULL OR t.amount_micros <> abs(a.amount_micros)
          OR CASE WHEN a.amount_micros > 0 THEN t.credit_account_id <> a.account_id OR d.type <> 'adjustments'
               ELSE t.debit_account_id <> a.account_id OR c.type <> 'adjustments' END))
      UNION ALL
      SELECT b.id, 'batch ' || b.status, b.good_micros, sum(g.amount_micros)::bigint, NULL
      FROM gift_batches b JOIN gift_batch_lines l ON l.batch_id = b.id LEFT JOIN grants g ON g.id = l.grant_id
      GROUP BY b.id HAVING coalesce(sum(g.amount_micros), 0) > b.good_micros
        OR (count(g.id) > 0 AND (b.status NOT IN ('posting', 'done') OR (b.needs_approval AND (b.decider_id IS NULL OR b.decider_id = b.requester_id))))
        OR bool_or(g.amount_micros <> l.amount_micros)`,
  },
  {
    name: "The dashboard's sums are the unlocks and refunds that they are made of",
    figures: `SELECT unlock_id AS unlocks_until, refund_id AS refunds_until FROM earnings_progress`,
    offenders: `WITH raw AS (
        SELECT i.creator_id, w.currency, date_trunc('day', m.at, 'UTC') AS day, count(*) FILTER (WHERE m.refund = 0) AS unlocks,
          coalesce(sum(u.price_micros) FILTER (WHERE m.refund = 0), 0) AS unlock_micros, sum(m.refund) AS refunds, sum(u.price_micros * m.refund) AS refund_micros
        FROM (
          SELECT id, created_at AS at, 0 AS refund FROM unlocks WHERE id <= (SELECT unlock_id FROM earnings_progress)
          UNION ALL SELECT unlock_id, at, 1 FROM unlock_refunds WHERE id <= (SELECT refund_id FROM earnings_progress)
        ) m JOIN unlocks u ON u.id = m.id JOIN items i ON i.id = u.item_id JOIN wallets w ON w.id = u.wallet_id GROUP BY 1, 2, 3
      ), summed AS (
        SELECT creator_id, currency, dimension, tier, date_trunc('day', starts_at, 'UTC') AS day, sum(unlocks) AS unlocks,
          sum(unlock_micros) AS unlock_micros, sum(refunds) AS refunds, sum(refund_micros) AS refund_micros
        FROM earnings_rollups WHERE tier <> 'month' GROUP BY 1, 2, 3, 4, 5
      ), expected AS (
        SELECT raw.*, d.dimension, t.tier FROM raw, unnest(enum_range(NULL::earnings_dimension)) AS d (dimension), (VALUES ('quarter'::earnings_tier), ('day')) AS t (tier)
      )
      SELECT creator_id AS creator, currency, dimension::text, tier::text, day, e.unlocks, s.unlocks AS summed_unlocks, e.unlock_micros, s.unlock_micros AS summed_micros
      FROM expected e FULL JOIN summed s USING (creator_id, currency, dimension, tier, day)
      WHERE (e.unlocks, e.unlock_micros, e.refunds, e.refund_micros) IS DISTINCT FROM (s.unlocks, s.unlock_micros, s.refunds, s.refund_micros)`,
  },
];
