import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { BankPayoutFacts } from '@/lib/ground/payments';
import { putAside } from '@/lib/rooms/odd-money';
import { describeFailure } from './describe-failure';
import type { PayoutRow } from './lock-payout';

/** A bank refused: an admin is told, and a bad bank account gets nothing more. In the transaction. */
export async function noteFailedPayout(
  tx: Tx,
  { id, creatorId, currency, amountMicros, returnedMicros, accountRef }: PayoutRow,
  { bankPayoutRef, bankRef, failureCode }: BankPayoutFacts,
): Promise<void> {
  const amount = { micros: amountMicros - returnedMicros, currency };
  await putAside(tx, {
    about: 'payout',
    reason: 'bank_refused',
    processorRef: bankPayoutRef,
    ref: id,
    creatorId,
    expected: amount,
    detail: failureCode,
  });
  if (describeFailure(failureCode).remedy !== 'bank' || !bankRef) return;
  await tx.payoutAccount.updateMany({
    where: { creatorId, accountRef },
    data: { failedBankRef: bankRef, failedBankCode: failureCode, failedBankAt: new Date() },
  });
}
