import 'server-only';
import { refreshPayoutAccount } from '@/lib/rooms/payouts/refresh-payout-account';
import type { EventHandler } from './event-handler';

/** Stripe asks a creator for something, or has decided whether they can be paid. */
export const payoutAccountChanged: EventHandler = async (stripeAccountId) => {
  const status = await refreshPayoutAccount(stripeAccountId);
  return status ? `${stripeAccountId} is ${status}.` : `${stripeAccountId} belongs to no creator.`;
};
