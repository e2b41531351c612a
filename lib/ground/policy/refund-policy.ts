import type { CurrencyCode } from '@/lib/core/money';
import type { AdminRole } from '@/lib/generated/prisma/enums';

/** What an admin of support may refund to one person within a day; the others have no limit. */
export const SUPPORT_LIMIT_MICROS: Record<CurrencyCode, bigint> = {
  usd: 25_000_000n,
  krw: 30_000_000_000n,
};

/** Null: none. */
export function refundLimitMicros(role: AdminRole, currency: CurrencyCode): bigint | null {
  return role === 'support' ? SUPPORT_LIMIT_MICROS[currency] : null;
}

/** How many top-ups one cash-out goes through; what is left takes another. */
export const TOP_UPS_PER_CASH_OUT = 100;
