import 'server-only';
import { applyConnectedPayout } from '@/lib/rooms/payouts';
import type { EventHandler } from './event-handler';

/** The bank of a creator has the money, or has not taken it. Payouts of the platform itself are none of our business. */
export const connectedPayoutChanged: EventHandler = async (bankPayoutRef, accountRef) =>
  accountRef ? applyConnectedPayout(bankPayoutRef, accountRef) : `${bankPayoutRef} is the platform's own.`;
