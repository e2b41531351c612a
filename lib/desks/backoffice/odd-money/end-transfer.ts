import 'server-only';
import { DomainError } from '@/lib/core/errors';
import { lockPayout, returnMoney } from '@/lib/rooms/payouts';
import type { Settle } from './ending';

/** The creator gets back a payout whose transfer is another than we asked for and nobody could take. */
export const endTransfer: Settle = async (tx, { ref }) => {
  const payout = ref === null ? null : await lockPayout(tx, ref);
  if (payout?.status !== 'created') throw new DomainError('wrong_state');
  await returnMoney(tx, payout, { totalMicros: payout.amountMicros, failureCode: 'processor_error' });
  return undefined;
};
