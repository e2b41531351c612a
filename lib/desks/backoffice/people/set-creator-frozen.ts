import 'server-only';
import type { Act } from '@/lib/core/actor';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { setPayoutsFrozen } from '@/lib/rooms/payouts';

/** Stops or allows a creator's payouts, audited. Throws `not_found`, `own_account`, `invalid_input`. */
export async function setCreatorFrozen(
  { creatorId, reason, why }: { creatorId: bigint; reason: string | null; why?: string },
  act: Act,
): Promise<void> {
  const creator = await db.creator.findUnique({ where: { id: creatorId }, select: { userId: true } });
  if (!creator) throw new DomainError('not_found');
  if (creator.userId === act.actorId) throw new DomainError('own_account');
  await setPayoutsFrozen({ creatorId, reason, why, ...act });
}
