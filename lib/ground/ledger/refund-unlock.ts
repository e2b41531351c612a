import { pool } from '../../core/db.ts';
import type { RefundPolicy, RefundResult } from './types.ts';

// PostgreSQL's bigint: no row has a greater id, and asking for one is an error.
const MAX_ID = 2n ** 63n - 1n;

interface RefundRow {
  status: RefundResult['status'];
  amount: string | null;
  balance: string | null;
  item: string | null;
}

/**
 * Takes an unlock back within the policy's window and quota. The money returns to the lots that it came from;
 * the part that came from a gift whose date has passed returns to promotions, and is not in `amountMicros`.
 * One transaction; a repeat answers `already_refunded` with the same amount. Another reader's unlock is
 * `not_found`.
 */
export async function refundUnlock(input: {
  readerId: bigint;
  unlockId: bigint;
  policy: RefundPolicy;
}): Promise<RefundResult> {
  const { windowMinutes, quota, quotaDays } = input.policy;
  if (input.unlockId > MAX_ID) return { status: 'not_found' };
  const { rows } = await pool.query<RefundRow>({
    name: 'refund_unlock',
    text: 'SELECT status, amount, balance, item FROM refund_unlock($1, $2, $3, $4, $5)',
    values: [input.readerId, input.unlockId, windowMinutes, quota, quotaDays],
  });
  const row = rows[0];
  if (!row) throw new Error('refund_unlock() returned nothing');
  if (row.status !== 'refunded' && row.status !== 'already_refunded') return { status: row.status };
  return {
    status: row.status,
    amountMicros: BigInt(row.amount ?? 0),
    balanceMicros: BigInt(row.balance ?? 0),
    itemId: BigInt(row.item ?? 0),
  };
}
