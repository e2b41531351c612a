import 'server-only';
import { fulfilTopUp } from '@/lib/wallet/fulfil-top-up';
import type { EventHandler } from './event-handler';

/** A payment that confirms later did not arrive. */
export const checkoutSessionAsyncPaymentFailed: EventHandler = async (sessionId) =>
  (await fulfilTopUp(sessionId)).note;
