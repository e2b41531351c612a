import 'server-only';
import { db } from '@/lib/core/db';
import { processor } from '@/lib/ground/payments';
import { fulfilTopUp } from './fulfil-top-up';

export interface ChargedTopUp {
  topUpId: bigint;
  walletId: bigint;
  currency: string;
  /** Its money is in the wallet; false while the payment itself is put aside. */
  isPosted: boolean;
}

/**
 * The paid top-up that a charge belongs to; null when it is none of ours. What happens to a charge may be
 * told about before the charge itself: then the top-up is fulfilled first. Throws what the processor's
 * functions throw.
 */
export async function findChargedTopUp(
  chargeRef: string | null,
  paymentRef: string | null,
): Promise<ChargedTopUp | null> {
  if (!chargeRef) return null;
  const known = await lookUp(chargeRef);
  if (known || !paymentRef) return known;
  const sessionRef = await processor().findSession(paymentRef);
  if (!sessionRef) return null;
  await fulfilTopUp(sessionRef);
  return lookUp(chargeRef);
}

async function lookUp(chargeRef: string): Promise<ChargedTopUp | null> {
  const row = await db.topUp.findUnique({
    where: { chargeRef, status: { in: ['paid', 'set_aside'] } },
    select: { id: true, status: true, walletId: true, wallet: { select: { currency: true } } },
  });
  return (
    row && {
      topUpId: row.id,
      walletId: row.walletId,
      currency: row.wallet.currency,
      isPosted: row.status === 'paid',
    }
  );
}
