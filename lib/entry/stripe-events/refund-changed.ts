import 'server-only';
import { applyRefund } from '@/lib/rooms/money-back';
import type { EventHandler } from './event-handler';

/** A refund was made, moved on, or came back. */
export const refundChanged: EventHandler = async (refundRef) => (await applyRefund(refundRef)).note;
