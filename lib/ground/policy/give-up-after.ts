import { HOUR_MS } from '@/lib/core/time';

/**
 * The processor stored a failure under the key of a transfer or refund and still lists none after this long:
 * it was not made. A transfer that turns up later is pulled back; a refund that does is written down as a new
 * one.
 */
export const GIVE_UP_AFTER_MS = HOUR_MS;
