import { pool } from '../../core/db.ts';

export interface TrialBalanceLine {
  type: string;
  currency: string;
  debitMicros: bigint;
  creditMicros: bigint;
}

interface TrialBalanceRow {
  type: string;
  currency: string;
  debit: string;
  credit: string;
}

/**
 * Every type of account with its debits and credits until this moment, inclusive, in micros, by currency.
 * Over all lines of a currency the two sums are equal. Reads all transfers: a report, not a page.
 */
export async function trialBalance(at: Date): Promise<TrialBalanceLine[]> {
  const { rows } = await pool.query<TrialBalanceRow>(
    `SELECT a.type::text, a.currency::text, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit
     FROM (
       SELECT debit_account_id AS id, sum(amount_micros) AS debit, 0 AS credit FROM transfers
         WHERE created_at <= $1 GROUP BY 1
       UNION ALL
       SELECT credit_account_id, 0, sum(amount_micros) FROM transfers WHERE created_at <= $1 GROUP BY 1
     ) sides JOIN accounts a ON a.id = sides.id GROUP BY a.type, a.currency ORDER BY a.currency, a.type`,
    [at],
  );
  return rows.map((row) => ({
    type: row.type,
    currency: row.currency,
    debitMicros: BigInt(row.debit),
    creditMicros: BigInt(row.credit),
  }));
}
