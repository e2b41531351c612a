import 'server-only';
import { refreshPayoutAccount } from '@/lib/rooms/payouts';
import type { EventHandler } from './event-handler';

/** Stripe asks a creator for something, or has decided whether they can be paid. */
export const payoutAccountChanged: EventHandler = async (accountRef) => {
  const status = await refreshPayoutAccount(accountRef);
  return status ? `${accountRef} is ${status}.` : `${accountRef} belongs to no creator.`;
};
