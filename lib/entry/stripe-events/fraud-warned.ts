import 'server-only';
import { applyFraudWarning } from '@/lib/rooms/money-back';
import type { EventHandler } from './event-handler';

/** A card's issuer expects that a charge is fraudulent, or the warning was answered. */
export const fraudWarned: EventHandler = (warningRef) => applyFraudWarning(warningRef);
