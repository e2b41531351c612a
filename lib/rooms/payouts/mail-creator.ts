import 'server-only';
import type { Tx } from '@/lib/core/db';
import { enqueue } from '@/lib/core/outbox/enqueue';

/** Tells the creator what has become of a payout, once for each kind. */
export async function mailCreator(
  tx: Tx,
  { id, creatorId }: { id: bigint; creatorId: bigint },
  kind: 'payout_sent' | 'payout_failed',
): Promise<void> {
  const { userId } = await tx.creator.findUniqueOrThrow({
    where: { id: creatorId },
    select: { userId: true },
  });
  const payoutId = String(id);
  await enqueue(tx, { kind, to: { userId }, payload: { payoutId }, eventKey: payoutId });
}
