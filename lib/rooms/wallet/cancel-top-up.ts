import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { TopUpStatus } from '@/lib/generated/prisma/enums';
import { stripe } from '@/lib/ground/payments/stripe/client';
import { isRefused, toDomainError } from '@/lib/ground/payments/stripe/errors';
import { fulfilTopUp } from './fulfil-top-up';

/**
 * Closes a top-up that is not paid. If it was paid in the same moment, the money counts and `paid` is returned. Safe to
 * repeat. Throws `not_found` for another reader's top-up and `payment_unavailable`.
 */
export async function cancelTopUp(input: { userId: bigint; topUpId: bigint }): Promise<TopUpStatus> {
  const where = { id: input.topUpId, wallet: { userId: input.userId } };
  await db.topUp.updateMany({
    where: { ...where, status: 'created', checkoutSessionId: null },
    data: { status: 'canceled' },
  });
  const topUp = await db.topUp.findFirst({ where, select: { status: true, checkoutSessionId: true } });
  if (!topUp) throw new DomainError('not_found');
  if (topUp.status !== 'open' || !topUp.checkoutSessionId) return topUp.status;
  try {
    await closeSession(topUp.checkoutSessionId);
    const { status } = await fulfilTopUp(topUp.checkoutSessionId);
    return status ?? topUp.status;
  } catch (error) {
    throw toDomainError(error);
  }
}

async function closeSession(sessionId: string): Promise<void> {
  try {
    await stripe().checkout.sessions.expire(sessionId);
  } catch (error) {
    // Already paid or closed: what it became is read next.
    if (!isRefused(error)) throw error;
  }
}
