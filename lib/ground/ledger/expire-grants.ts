import { pool } from '../../core/db.ts';

/**
 * Returns what is left of gifts past their date to promotions, `batch` gifts per transaction, until none is
 * due. Safe to run at any time and in several processes; a wallet that is busy waits for the next run.
 * Resolves to the number of gifts dealt with.
 */
export async function expireGrants(batch = 500): Promise<number> {
  let total = 0;
  for (;;) {
    const { rows } = await pool.query<{ dealt: number }>('SELECT expire_grants($1) AS dealt', [batch]);
    const dealt = rows[0]?.dealt ?? 0;
    total += dealt;
    if (dealt < batch) return total;
  }
}
