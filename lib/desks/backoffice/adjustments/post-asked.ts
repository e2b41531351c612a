import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { Adjustment } from '@/lib/generated/prisma/client';
import { getGrantLot, grantPromotion, postAdjustment } from '@/lib/ground/ledger';

/** Marks a request as decided and posts it, under the account's lock. A new gift is a grant. */
export async function postAsked(
  tx: Tx,
  row: Adjustment,
  deciderId: bigint | null,
  decisionNote: string | null,
): Promise<Adjustment> {
  const decided = { status: 'posted', deciderId, decisionNote, decidedAt: new Date() } as const;
  const { id, walletId, amountMicros } = row;
  const isNewGift = row.target === 'gift' && row.accountId === null && walletId !== null;
  if (isNewGift) {
    if (row.giftExpiresAt && row.giftExpiresAt <= new Date()) throw new DomainError('request_expired');
    const grantId = await grantPromotion(tx, {
      walletId,
      amountMicros,
      grantKey: `adjustment:${id}`,
      expiresAt: row.giftExpiresAt,
    });
    const accountId = await getGrantLot(tx, grantId ?? 0n);
    return tx.adjustment.update({ where: { id }, data: { ...decided, grantId, accountId } });
  }
  const posted = await tx.adjustment.update({ where: { id }, data: decided });
  if (posted.accountId === null) throw new Error(`adjustment ${id} has no account`);
  await postAdjustment(tx, { adjustmentId: id, accountId: posted.accountId, amountMicros });
  return posted;
}
