import 'server-only';
import { DomainError } from '@/lib/core/errors';
import { lockPayout, returnMoney } from '@/lib/rooms/payouts';
import type { Settle } from './ending';

/** A payout whose transfer is not the one that was asked for and that nobody could take as made: the creator has it again. */
export const endTransfer: Settle = async (tx, { ref }) => {
  const payout = ref === null ? null : await lockPayout(tx, ref);
  if (payout?.status !== 'created') throw new DomainError('wrong_state');
  await returnMoney(tx, payout, { totalMicros: payout.amountMicros, failureCode: 'processor_error' });
  return undefined;
};
