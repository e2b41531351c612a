import type { CurrencyCode } from '@/lib/core/currencies';
import { LIMITS } from '@/lib/core/currency-limits';
import type { AdminRole } from '@/lib/generated/prisma/enums';

/** What an admin of support may refund to one person within a day; null for others: no limit. */
export function refundLimitMicros(role: AdminRole, currency: CurrencyCode): bigint | null {
  return role === 'support' ? LIMITS[currency].supportRefundMicros : null;
}

/** How many top-ups one cash-out goes through; what is left takes another. */
export const TOP_UPS_PER_CASH_OUT = 100;
