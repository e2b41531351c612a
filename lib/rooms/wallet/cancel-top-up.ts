import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { Processor, TopUpStatus } from '@/lib/generated/prisma/enums';
import { isRefused, processor, toDomainError } from '@/lib/ground/payments';
import { fulfilTopUp } from './fulfil-top-up';

/** Closes an unpaid top-up; `paid` if it was paid meanwhile. Throws `not_found`, `payment_unavailable`. */
export async function cancelTopUp(input: { userId: bigint; topUpId: bigint }): Promise<TopUpStatus> {
  const where = { id: input.topUpId, wallet: { userId: input.userId } };
  await db.topUp.updateMany({
    where: { ...where, status: 'created', sessionRef: null },
    data: { status: 'canceled' },
  });
  const topUp = await db.topUp.findFirst({
    where,
    select: { status: true, processor: true, sessionRef: true },
  });
  if (!topUp) throw new DomainError('not_found');
  if (topUp.status !== 'open' || !topUp.sessionRef) return topUp.status;
  try {
    await closePage(topUp.processor, topUp.sessionRef);
    const { status } = await fulfilTopUp(topUp.sessionRef);
    return status ?? topUp.status;
  } catch (error) {
    throw toDomainError(error);
  }
}

async function closePage(name: Processor, sessionRef: string): Promise<void> {
  try {
    await processor(name).closeTopUp(sessionRef);
  } catch (error) {
    // Already paid or closed: what it became is read next.
    if (!isRefused(error)) throw error;
  }
}
