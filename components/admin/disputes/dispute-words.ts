import type { useTranslations } from 'next-intl';
import type en from '@/lib/core/i18n/messages/en/disputes.json';
import { DAY_MS } from '@/lib/core/time';

type Words = ReturnType<typeof useTranslations<'disputes'>>;
type Status = keyof typeof en.status;
type Reason = keyof typeof en.reasons;

const STATUSES: readonly Status[] = [
  'needs_response',
  'under_review',
  'won',
  'lost',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'prevented',
];
const REASONS: readonly Reason[] = [
  'fraudulent',
  'duplicate',
  'product_not_received',
  'product_unacceptable',
  'credit_not_processed',
  'unrecognized',
  'general',
];

/** Stripe's word in ours; one that is new stays as it is. */
export function statusWord(t: Words, status: string): string {
  return t(`status.${STATUSES.find((known) => known === status) ?? 'other'}`, { status });
}

export function reasonWord(t: Words, reason: string): string {
  return t(`reasons.${REASONS.find((known) => known === reason) ?? 'other'}`, { reason });
}

/** How urgent or how good it is. */
export function statusTone(status: string): 'good' | 'bad' | 'copper' | undefined {
  if (status === 'won' || status === 'warning_closed' || status === 'prevented') return 'good';
  if (status === 'lost') return 'bad';
  return status.endsWith('needs_response') ? 'copper' : undefined;
}

/** Whole days until a date; below zero when it has passed. */
export function daysUntil(date: Date, now: Date): number {
  return Math.floor((date.getTime() - now.getTime()) / DAY_MS);
}
