import 'server-only';
import { isCurrencyCode } from '@/lib/core/currencies';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { lockPaidLotOrThrow, postDisputeMovement } from '@/lib/ground/ledger';
import { applyDispute } from '@/lib/rooms/money-back';
import type { Settle } from './ending';

/** A movement in another currency, posted by the dispute's own amount. The rest stays a difference. */
export const endDispute: Settle = async (tx, { ref, processorRef, cameMicros }) => {
  if (ref === null || cameMicros === null) throw new DomainError('wrong_state');
  const found = await tx.dispute.findUnique({ where: { id: ref } });
  if (!found) throw new DomainError('not_found');
  await tx.$queryRaw`SELECT id FROM top_ups WHERE id = ${found.topUpId} FOR UPDATE`;
  await lockPaidLotOrThrow(tx, found.walletId);
  const dispute = await tx.dispute.findUniqueOrThrow({
    where: { id: ref },
    include: { movements: true, wallet: { select: { currency: true } } },
  });
  const { currency, amountMicros: disputed } = dispute;
  if (!isCurrencyCode(currency) || currency !== dispute.wallet.currency) throw new DomainError('wrong_state');
  const held = -dispute.movements.reduce((sum, one) => sum + one.amountMicros, 0n);
  const amountMicros = cameMicros < 0n ? held - disputed : held;
  if (amountMicros === 0n) throw new DomainError('wrong_state');
  const leg = dispute.movements.length;
  await tx.disputeMovement.create({
    data: { disputeId: ref, leg, transactionRef: processorRef, amountMicros, feeMicros: 0n },
  });
  await postDisputeMovement(tx, { disputeId: ref, leg, currency, amountMicros });
  // Its end is posted next; if that fails, the job asks about it again.
  await tx.dispute.update({ where: { id: ref }, data: { closedAt: null } });
  return async () => {
    try {
      await applyDispute(dispute.disputeRef);
    } catch (error) {
      log.warn({ dispute: dispute.disputeRef, err: error }, 'a posted dispute waits for the job');
    }
  };
};
