import 'server-only';
import { db } from '../../db';
import { DomainError } from '../../errors';
import { setPayoutsFrozen } from '../../payouts/set-payouts-frozen';
import type { Act } from '../act';

/** Stops or allows a creator's payouts, with its audit row. Throws `not_found`, `own_account`, `invalid_input` for an empty reason. */
export async function setCreatorFrozen(
  { creatorId, reason, why }: { creatorId: bigint; reason: string | null; why?: string },
  act: Act,
): Promise<void> {
  const creator = await db.creator.findUnique({ where: { id: creatorId }, select: { userId: true } });
  if (!creator) throw new DomainError('not_found');
  if (creator.userId === act.actorId) throw new DomainError('own_account');
  await setPayoutsFrozen({ creatorId, reason, why, ...act });
}
