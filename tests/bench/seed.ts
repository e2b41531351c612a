import type { Pool } from 'pg';

export const READERS = 10_000;
export const CREATORS = 200;
export const ITEMS = 4_000;
export const PRICE_MICROS = 35_000n;
/** Enough for every run of the benchmark. */
const FUNDS_MICROS = 10n ** 12n;

/**
 * A platform with readers whose wallets are full, creators and articles: ids are 1 … n in every table, and
 * each lot has the account that follows the creators'. 10,000 transfers: one top-up for each reader.
 */
export async function seed(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    // Row triggers are for those who write one row; the reconciliation of the tests checks what was seeded
    // here.
    await client.query(`SET session_replication_role = replica`);
    await client.query(`
      INSERT INTO users (email) SELECT 'user' || n || '@example.com'
        FROM generate_series(1, ${READERS + CREATORS}) n;
      INSERT INTO creators (user_id, handle, name) SELECT ${READERS} + n, 'creator-' || n, 'Creator ' || n
        FROM generate_series(1, ${CREATORS}) n;
      INSERT INTO accounts (type, currency, creator_id) SELECT 'creator_pending', 'usd', n
        FROM generate_series(1, ${CREATORS}) n;
      INSERT INTO accounts (type, currency) SELECT 'paid_lot', 'usd' FROM generate_series(1, ${READERS}) n;
      INSERT INTO accounts (type, currency) VALUES ('card_clearing', 'usd');
      INSERT INTO items (creator_id, slug, status, language, topic, title, summary, teaser, published_at,
        updated_at)
        SELECT 1 + n % ${CREATORS}, 'item-' || n, 'published', 'en', 'money',
          'An article of usual length, number ' || n,
          repeat('A summary of one or two lines. ', 5), repeat('A teaser runs for a few paragraphs. ', 40),
            now(), now()
        FROM generate_series(1, ${ITEMS}) n;
      INSERT INTO item_prices SELECT n, 'usd', ${PRICE_MICROS}, 1 + n % ${CREATORS}
        FROM generate_series(1, ${ITEMS}) n;
      INSERT INTO wallets (user_id, currency) SELECT n, 'usd' FROM generate_series(1, ${READERS}) n;
      INSERT INTO lots (account_id, wallet_id, kind, balance_micros)
        SELECT ${CREATORS} + n, n, 'paid', ${FUNDS_MICROS} FROM generate_series(1, ${READERS}) n;
      INSERT INTO top_ups (wallet_id, request_key, amount_micros, status, expires_at, paid_at)
        SELECT n, gen_random_uuid(), ${FUNDS_MICROS}, 'paid', now(), now()
          FROM generate_series(1, ${READERS}) n;
      INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
        SELECT n, 'top_up', 0, ${CREATORS + READERS + 1}, ${CREATORS} + n, ${FUNDS_MICROS}, now() - interval
          '1 year' FROM generate_series(1, ${READERS}) n;`);
    await client.query('RESET session_replication_role');
    await client.query('VACUUM (FREEZE, ANALYZE)');
  } finally {
    client.release();
  }
}

/**
 * `count` earlier unlocks of items above ITEMS, so that the items on sale stay unsold: each reader's are
 * spread over time as they are in life, not side by side.
 */
export async function seedHistory(
  pool: Pool,
  count: number,
  progress: (done: number) => void,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`SET session_replication_role = replica`);
    const { rows } = await client.query<{ last: string }>('SELECT coalesce(max(id), 0) AS last FROM unlocks');
    const first = Number(rows[0]?.last) + 1;
    const step = 250_000;
    for (let from = 0; from < count; from += step) {
      const to = Math.min(from + step, count);
      // 7919 is prime to READERS: a fixed shuffle.
      await client.query(`
        WITH made AS (
          INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros, created_at)
          SELECT ${first} + n, r, r, ${ITEMS} + 1 + n / ${READERS}, ${PRICE_MICROS}, now() - interval
            '180 days' + n * interval '1 second'
          FROM (SELECT n, 1 + (n::bigint * 7919) % ${READERS} AS r
            FROM generate_series(${from}, ${to - 1}) n) s
          RETURNING id, reader_id, created_at
        )
        INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
        SELECT id, 'unlock', 0, ${CREATORS} + reader_id, 1 + id % ${CREATORS}, ${PRICE_MICROS}, created_at
          FROM made`);
      progress(to);
    }
    await client.query(`SELECT setval('unlocks_id_seq', ${first + count})`);
    await client.query(`UPDATE lots SET balance_micros = balance_micros - n * ${PRICE_MICROS}
      FROM (SELECT wallet_id AS w, count(*) AS n FROM unlocks WHERE id >= ${first} GROUP BY 1) s
        WHERE lots.wallet_id = s.w`);
    await client.query('RESET session_replication_role');
    // Nothing is left over that autovacuum or a checkpoint would do in the minutes of the measurement.
    await client.query('VACUUM (FREEZE, ANALYZE)');
    await client.query('CHECKPOINT');
  } finally {
    client.release();
  }
}
