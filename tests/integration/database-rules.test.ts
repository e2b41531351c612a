import { expect, test } from 'vitest';
import { pool } from '../../lib/core/db.ts';

const insert = (debit: bigint, credit: bigint, amount: bigint) =>
  pool.query(
    `INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros)
      VALUES (nextval('top_ups_id_seq'), 'cash_out', 0, $1, $2, $3)`,
    [debit, credit, amount],
  );

async function account(type: string, currency = 'usd'): Promise<bigint> {
  const found = await pool.query(
    `INSERT INTO accounts (type, currency) VALUES ($1::account_type, $2)
     ON CONFLICT (type, currency) WHERE creator_id IS NULL AND type <> 'paid_lot'::account_type
       AND type <> 'promotional_lot'::account_type
     DO UPDATE SET currency = excluded.currency RETURNING id`,
    [type, currency],
  );
  return found.rows[0].id;
}

test('a transfer has a positive amount, two accounts that exist, and one currency', async () => {
  const clearing = await account('card_clearing');
  const fees = await account('processing_fees');
  const won = await account('card_clearing', 'krw');
  await insert(clearing, fees, 1n);
  await expect(insert(clearing, fees, 0n)).rejects.toThrow('transfers_amount_check');
  await expect(insert(clearing, fees, -1n)).rejects.toThrow('transfers_amount_check');
  await expect(insert(clearing, clearing, 1n)).rejects.toThrow('transfers_sides_check');
  await expect(insert(clearing, won, 1n)).rejects.toThrow('two currencies');
  await expect(insert(clearing, 999_999n, 1n)).rejects.toThrow('unknown account');
});

test.each(['transfers', 'audit_log'])(
  '%s is insert-only, also for the owner and as a replica',
  async (table) => {
    const client = await pool.connect();
    try {
      for (const role of ['origin', 'replica']) {
        await client.query(`SET session_replication_role = ${role}`);
        await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow('insert-only');
        await expect(client.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('insert-only');
      }
      await expect(client.query(`UPDATE transfers SET amount_micros = 5`)).rejects.toThrow('insert-only');
    } finally {
      await client.query('RESET session_replication_role');
      client.release();
    }
  },
);

test('an account never changes its type or currency, and stays', async () => {
  const id = await account('promotions');
  await expect(pool.query('UPDATE accounts SET currency = $2 WHERE id = $1', [id, 'krw'])).rejects.toThrow(
    'never change',
  );
  await expect(pool.query('DELETE FROM accounts WHERE id = $1', [id])).rejects.toThrow('insert-only');
});
