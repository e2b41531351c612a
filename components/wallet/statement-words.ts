import type { useTranslations } from 'next-intl';
import type en from '@/lib/core/i18n/messages/en/top-up.json';
import type { StatementEntry } from '@/lib/rooms/wallet';

const KINDS = [
  'unlock',
  'unlock_refund',
  'unlock_reversal',
  'top_up',
  'top_up_refund',
  'cash_out',
  'refund_returned',
  'dispute_lost',
  'dispute_recovered',
  'grant',
  'grant_expiry',
] as const;

const REASONS = ['goodwill', 'service_fault', 'wrong_charge', 'duplicate_charge'] as const;

/**
 * The message under `wallet.kind` for a line. A credit from us says what it is for; what has no words of its
 * own is a correction.
 */
export function kindKey(
  line: Pick<StatementEntry, 'kind' | 'reason' | 'amountMicros'>,
): (typeof KINDS)[number] | (typeof REASONS)[number] | 'other' {
  const reason = line.amountMicros > 0n ? REASONS.find((known) => known === line.reason) : undefined;
  return reason ?? KINDS.find((known) => known === line.kind) ?? 'other';
}

type Brand = keyof typeof en.brand;

const BRANDS: readonly Brand[] = [
  'visa',
  'mastercard',
  'amex',
  'discover',
  'diners',
  'jcb',
  'unionpay',
  'us_bank_account',
  'kr_card',
  'kakao_pay',
  'naver_pay',
  'samsung_pay',
  'payco',
  'link',
];

/** "Visa ending in 4242", in the language of `t`. */
export function methodName(
  t: ReturnType<typeof useTranslations<'topUp'>>,
  card: { brand: string | null; last4: string | null },
): string {
  const brand = t(`brand.${BRANDS.find((known) => known === card.brand) ?? 'unknown'}`);
  return card.last4
    ? t('receipt.method_card', { brand, last4: card.last4 })
    : t('receipt.method_other', { brand });
}
