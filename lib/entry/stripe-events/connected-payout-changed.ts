import 'server-only';
import { applyConnectedPayout } from '@/lib/rooms/payouts';
import type { EventHandler } from './event-handler';

/** A creator's bank has the money, or refused it. Payouts of the platform itself are not ours to follow. */
export const connectedPayoutChanged: EventHandler = async (bankPayoutRef, accountRef) =>
  accountRef ? applyConnectedPayout(bankPayoutRef, accountRef) : `${bankPayoutRef} is the platform's own.`;
