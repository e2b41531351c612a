import type { Locale } from '../i18n/locales';

/** What each kind of message carries: ids and choices, never content. That is looked up on sending. */
export interface OutboxPayloads {
  sign_in_link: { locale: Locale; letter: 'sign_in' | 'welcome' | 'taken' };
  verify_address: { locale: Locale };
  password_reset: { locale: Locale };
  password_changed: { locale: Locale };
  second_factor_reset: Record<string, never>;
  first_earnings: Record<string, never>;
  payout_sent: { payoutId: string };
  payout_failed: { payoutId: string };
  /** The Monday after the week: `2026-11-23`. */
  weekly_summary: { weekEnd: string };
  support_answer: { messageId: string };
  admin_digest: Record<string, never>;
}

export type OutboxKind = keyof OutboxPayloads;
