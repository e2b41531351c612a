import 'server-only';
import { DomainError } from '@/lib/core/errors';
import { postPayoutPaid } from '@/lib/ground/ledger';
import { lockPayout } from '@/lib/rooms/payouts';
import type { Settle } from './ending';

/** Nobody knows from Stripe, but somebody saw the payout reach the bank: in transit → card clearing. */
export const endPayout: Settle = async (tx, { ref, processorRef }) => {
  const payout = ref === null ? null : await lockPayout(tx, ref);
  if (payout?.status !== 'sent') throw new DomainError('wrong_state');
  const { id, creatorId, currency, amountMicros, returnedMicros } = payout;
  await postPayoutPaid(tx, {
    payoutId: id,
    creatorId,
    currency,
    amountMicros: amountMicros - returnedMicros,
  });
  const now = new Date();
  await tx.payout.update({
    where: { id },
    data: { status: 'paid', paidAt: now, endedAt: now, bankPayoutRef: processorRef },
  });
  return undefined;
};
