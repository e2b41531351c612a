import 'server-only';
import { applyDispute } from '@/lib/rooms/money-back';
import type { EventHandler } from './event-handler';

/** A charge was disputed or inquired about, or such a case moved on. */
export const disputeChanged: EventHandler = (disputeRef) => applyDispute(disputeRef);
