import 'server-only';
import { fulfilTopUp } from '@/lib/rooms/wallet';
import type { EventHandler } from './event-handler';

/** The page closed unpaid, at its date or because the reader gave it up. */
export const checkoutSessionExpired: EventHandler = async (sessionRef) =>
  (await fulfilTopUp(sessionRef)).note;
