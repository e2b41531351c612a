import { db } from '../../lib/core/db.ts';
import type { SpendRequest } from '../../lib/ground/ledger/types.ts';

/**
 * The same unlock as tutorials write it: one interactive Prisma transaction that reads, checks, and writes
 * row by row. It keeps the same rows under the same rules of the database.
 */
export async function unlockWithPrisma({ walletId, itemId, seenPriceMicros }: SpendRequest): Promise<void> {
  await db.$transaction(
    async (tx) => {
      const wallet = await tx.wallet.findUniqueOrThrow({ where: { id: walletId } });
      const item = await tx.item.findUniqueOrThrow({ where: { id: itemId }, include: { prices: true } });
      const price = item.prices.find((candidate) => candidate.currency === wallet.currency);
      if (wallet.status !== 'active' || item.status !== 'published' || price?.priceMicros !== seenPriceMicros)
        throw new Error('not for sale');
      const owned = await tx.unlock.findFirst({
        where: { readerId: wallet.userId, itemId, refundedAt: null },
      });
      if (owned) throw new Error('owned');
      const lot = await tx.lot.findFirstOrThrow({ where: { walletId, kind: 'paid' } });
      const paid = await tx.lot.updateMany({
        where: { accountId: lot.accountId, balanceMicros: { gte: price.priceMicros } },
        data: { balanceMicros: { decrement: price.priceMicros } },
      });
      if (paid.count === 0) throw new Error('too little money');
      const unlock = await tx.unlock.create({
        data: { walletId, readerId: wallet.userId, itemId, priceMicros: price.priceMicros },
      });
      await tx.transfer.create({
        data: {
          ref: unlock.id,
          kind: 'unlock',
          leg: 0,
          debitAccountId: lot.accountId,
          creditAccountId: price.pendingAccountId,
          amountMicros: price.priceMicros,
        },
      });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}
