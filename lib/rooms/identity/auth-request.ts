import type { Locale } from '@/lib/core/i18n/locales';
import type { KnownDevice } from './device-cookie';

/** What identity needs of the request in hand. Plain data, so the rules are tested without Next. */
export interface AuthRequest {
  requestId: string;
  address: string;
  userAgent: string;
  locale: Locale;
  /** The session that this browser already has, if any. A new sign-in replaces it. */
  sessionId: string | null;
  /** The accounts that have signed in on this browser before. */
  devices: KnownDevice[];
  /** From the cookie of a browser that has signed up just now (see sign-up-proof). */
  signUpProof?: string;
  /** Set while somebody signs up: which mail the link goes out with, which was counted already. */
  signUp?: 'new' | 'taken';
}
