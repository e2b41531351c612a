import 'server-only';
import type { CurrencyCode } from '@/lib/core/currencies';
import { readSnapshot } from './read-snapshot';
import { sumLifetime } from './sum-lifetime';

export interface EarningsBalance {
  /** Unlocks that are not settled yet, at their full price. */
  pendingMicros: bigint;
  availableMicros: bigint;
  inTransitMicros: bigint;
  /** What has reached the bank so far. */
  paidMicros: bigint;
}

/**
 * The four states of a creator's earnings now. Pending is all that was unlocked, less what was taken back and
 * what has been settled: it reads the dashboard's sums of months and what is not in them yet, never the
 * unlocks themselves.
 */
export function getEarningsBalance(creatorId: bigint, currency: CurrencyCode): Promise<EarningsBalance> {
  return readSnapshot(async (snapshot) => {
    const { unlockMicros, refundMicros } = await sumLifetime(snapshot, creatorId, currency);
    const [row] = await snapshot.rows<Record<'settled' | 'available' | 'in_transit' | 'paid', string>>(
      `SELECT
        (SELECT coalesce(sum(gross_micros), 0) FROM settlement_facts WHERE creator_id = $1 AND currency = $2)
          -- What an admin took back after it was settled was taken from available, not from pending.
          - (SELECT coalesce(sum(r.amount_micros), 0) FROM unlock_reversals r JOIN settlement_facts s
            ON s.id = r.settlement_id
            WHERE s.creator_id = $1 AND s.currency = $2 AND r.source = 'available') AS settled,
        coalesce((SELECT balance_micros FROM account_facts WHERE creator_id = $1 AND currency = $2
          AND type = 'creator_available'), 0) AS available,
        coalesce((SELECT balance_micros FROM account_facts WHERE creator_id = $1 AND currency = $2
          AND type = 'creator_in_transit'), 0) AS in_transit,
        (SELECT coalesce(sum(amount_micros - returned_micros), 0) FROM payouts
          WHERE creator_id = $1 AND currency = $2 AND paid_at IS NOT NULL) AS paid`,
      [creatorId, currency],
    );
    if (!row) throw new Error('the balance query returned nothing');
    return {
      pendingMicros: unlockMicros - refundMicros - BigInt(row.settled),
      availableMicros: BigInt(row.available),
      inTransitMicros: BigInt(row.in_transit),
      paidMicros: BigInt(row.paid),
    };
  });
}
