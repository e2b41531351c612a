import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';

/** How PostgreSQL would run it. */
async function planOf(sql: string): Promise<string> {
  const { rows } = await pool.query<Record<'QUERY PLAN', string>>(`EXPLAIN (COSTS OFF) ${sql}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const EARNED = `JOIN items i ON i.id = u.item_id AND i.creator_id = 1`;
const SAME: Record<string, [facts: string, tables: string]> = {
  'what a reader owns': [
    'SELECT u.id, u.item_id FROM unlock_facts u WHERE u.reader_id = 1 AND u.refunded_at IS NULL',
    'SELECT u.id, u.item_id FROM unlocks u WHERE u.reader_id = 1 AND u.refunded_at IS NULL',
  ],
  'the unlocks that no sum holds yet': [
    `SELECT sum(u.price_micros) FROM unlock_facts u ${EARNED} WHERE u.id > 1 AND u.currency = 'usd'`,
    `SELECT sum(u.price_micros) FROM unlocks u ${EARNED}
       JOIN wallets w ON w.id = u.wallet_id AND w.currency = 'usd' WHERE u.id > 1`,
  ],
  'the undos that no sum holds yet': [
    `SELECT sum(u.price_micros) FROM unlock_refund_facts u ${EARNED} WHERE u.id > 1 AND u.currency = 'usd'`,
    `SELECT sum(u.price_micros) FROM unlock_refunds n JOIN unlocks u ON u.id = n.unlock_id ${EARNED}
       JOIN wallets w ON w.id = u.wallet_id AND w.currency = 'usd' WHERE n.id > 1`,
  ],
  'the wallet behind a session': [
    `SELECT s.id, w.id FROM sessions s LEFT JOIN wallet_facts w ON w.user_id = s.user_id
      AND w.currency = 'usd'
       WHERE s.id = ANY ('{}'::uuid[])`,
    `SELECT s.id, w.id FROM sessions s LEFT JOIN wallets w ON w.user_id = s.user_id AND w.currency = 'usd'
       WHERE s.id = ANY ('{}'::uuid[])`,
  ],
  'who owns a page': [
    `SELECT i.id, u.id FROM items i LEFT JOIN unlock_facts u ON u.item_id = i.id AND u.reader_id = 2
       AND u.refunded_at IS NULL WHERE i.slug = 'x'`,
    `SELECT i.id, u.id FROM items i LEFT JOIN unlocks u ON u.item_id = i.id AND u.reader_id = 2
       AND u.refunded_at IS NULL WHERE i.slug = 'x'`,
  ],
  'what an account gave': [
    `SELECT sum(t.amount_micros) FROM transfer_facts t WHERE t.debit_account_id = 1 AND t.kind <> 'unlock'`,
    `SELECT sum(t.amount_micros) FROM transfers t WHERE t.debit_account_id = 1 AND t.kind <> 'unlock'`,
  ],
  'an account by its creator': [
    `SELECT a.id FROM account_facts a WHERE a.creator_id = 1 AND a.type = 'creator_pending'`,
    `SELECT a.id FROM accounts a WHERE a.creator_id = 1 AND a.type = 'creator_pending'`,
  ],
};

test.each(Object.entries(SAME))(
  'reading %s by the views costs what the tables cost',
  async (_what, [facts, tables]) => {
    expect(await planOf(facts)).toBe(await planOf(tables));
  },
);
