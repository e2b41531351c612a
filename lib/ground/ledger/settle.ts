import { pool } from '../../core/db.ts';
import { DomainError } from '../../core/errors.ts';
import { log } from '../../core/log.ts';

/** Longer than any transaction of ours can last: an unlock dated before the cut-off has committed by now. */
export const SETTLEMENT_MARGIN_MINUTES = 10;

interface SettleInput {
  /** Unlocks made until then are settled. */
  cutoffAt: Date;
  /** The platform's share, in whole percent of each creator's aggregate. */
  feePercent: number;
  /** The longest that a reader may take an unlock back. */
  refundWindowMinutes: number;
}

/**
 * Settles every creator up to the cut-off: pending → available (net) and platform fees, one posting per
 * creator and currency, each in a transaction of its own. Repeating it, or running it in two processes, posts
 * nothing twice; one creator's failure is logged and does not stop the others. Throws `invalid_input` if the
 * cut-off is so recent that an unlock before it could still be taken back or be on its way. Resolves to the
 * ids of the settlements made now.
 */
export async function settle({ cutoffAt, feePercent, refundWindowMinutes }: SettleInput): Promise<bigint[]> {
  const wait = `${refundWindowMinutes + SETTLEMENT_MARGIN_MINUTES} minutes`;
  const allowed = await pool.query<{ allowed: boolean }>(
    'SELECT $1::timestamptz <= clock_timestamp() - $2::interval AS allowed',
    [cutoffAt, wait],
  );
  if (!allowed.rows[0]?.allowed || !Number.isInteger(feePercent) || feePercent < 0 || feePercent > 100)
    throw new DomainError('invalid_input');
  const due = await pool.query<{ id: string }>('SELECT accounts_to_settle($1) AS id', [cutoffAt]);
  const made: bigint[] = [];
  for (const { id } of due.rows) {
    try {
      const { rows } = await pool.query<{ settlement: string | null }>(
        'SELECT settle_account($1, $2, $3) AS settlement',
        [id, cutoffAt, feePercent],
      );
      if (rows[0]?.settlement) made.push(BigInt(rows[0].settlement));
    } catch (error) {
      log.error({ err: error, pendingAccountId: id }, 'a settlement failed');
    }
  }
  return made;
}
