import { pool } from '../../core/db.ts';

/** Credits minus debits of an account until this moment, inclusive, in micros. Zero if it is unknown. */
export async function balanceAt(accountId: bigint, at: Date): Promise<bigint> {
  const { rows } = await pool.query<{ balance: string }>('SELECT account_balance_at($1, $2) AS balance', [
    accountId,
    at,
  ]);
  return BigInt(rows[0]?.balance ?? 0);
}
