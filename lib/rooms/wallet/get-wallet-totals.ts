import 'server-only';
import { db } from '@/lib/core/db';
import type { WalletTotals } from './card-fee-savings';

/** What was unlocked from this wallet and what filled it, over its whole life. */
export async function getWalletTotals(walletId: bigint): Promise<WalletTotals> {
  const [row] = await db.$queryRaw<WalletTotals[]>`
    SELECT u.*, t.* FROM (
      SELECT count(*) AS "unlockCount", coalesce(sum(u.price_micros), 0)::bigint AS "unlockedMicros"
      FROM wallet_facts w JOIN unlock_facts u ON u.reader_id = w.user_id AND u.wallet_id = w.id
        AND u.refunded_at IS NULL
      WHERE w.id = ${walletId}
    ) u, (
      SELECT count(*) AS "chargeCount",
        coalesce(sum(fee_micros), 0)::bigint AS "feeMicros",
        count(*) FILTER (WHERE fee_micros IS NULL) AS "unknownFeeCount",
        coalesce(sum(amount_micros) FILTER (WHERE fee_micros IS NULL), 0)::bigint AS "unknownFeeAmountMicros"
      FROM top_ups WHERE wallet_id = ${walletId} AND status = 'paid'
    ) t`;
  if (!row) throw new Error(`no totals for wallet ${walletId}`);
  return row;
}
