import type pg from 'pg';

/** One creator's articles at 1,000 micros and readers with full wallets: ids 1 … n, empty database. */
export async function seedShop(client: pg.Client, wallets: number, items: number): Promise<void> {
  await client.query(`
    INSERT INTO users (email) SELECT 'reader' || n || '@example.com'
      FROM generate_series(1, ${wallets + 1}) n;
    INSERT INTO creators (user_id, handle, name) VALUES (${wallets + 1}, 'creator-one', 'One');
    SELECT creator_account(1, 'creator_pending', 'usd');
    SELECT open_wallet(n, 'usd', NULL) FROM generate_series(1, ${wallets}) n;
    INSERT INTO top_ups (wallet_id, request_key, amount_micros, status, paid_at, expires_at)
      SELECT n, gen_random_uuid(), 1000000000, 'paid', now(), now() FROM generate_series(1, ${wallets}) n;
    SELECT post_top_up(id, wallet_id, amount_micros) FROM top_ups;
    INSERT INTO items (creator_id, slug, status, language, topic, title, published_at, updated_at)
      SELECT 1, 'item-' || n, 'published', 'en', 'money', 'An item', now(), now()
        FROM generate_series(1, ${items}) n;
    INSERT INTO item_prices SELECT n, 'usd', 1000, (SELECT id FROM accounts WHERE type = 'creator_pending')
      FROM generate_series(1, ${items}) n`);
}
