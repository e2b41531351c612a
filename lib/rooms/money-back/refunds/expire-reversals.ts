import 'server-only';
import { expireDue } from '@/lib/rooms/approvals';
import { EXPIRING_REVERSAL } from './reversal-approval';

/** Ends reversal requests that nobody decided in time. Safe to repeat. Resolves to how many ended. */
export const expireReversals = (now = new Date()): Promise<number> => expireDue(EXPIRING_REVERSAL, now);
