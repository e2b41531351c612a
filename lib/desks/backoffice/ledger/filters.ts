import { z } from 'zod';
import { isCurrencyCode } from '@/lib/core/currencies';
import { AccountType, TransferKind } from '@/lib/generated/prisma/enums';

/** Types of accounts that are looked at together. */
export const TYPE_GROUPS = {
  platform: [
    'card_clearing',
    'processing_fees',
    'processor_costs',
    'promotions',
    'platform_fees',
    'adjustments',
    'disputes_held',
    'dispute_losses',
  ],
  wallets: ['paid_lot', 'promotional_lot'],
  creators: ['creator_pending', 'creator_available', 'creator_in_transit'],
} as const satisfies Record<string, readonly AccountType[]>;

export const ACCOUNT_TYPES = Object.values(AccountType);
export const TRANSFER_KINDS = Object.values(TransferKind);

/** What the address of a page of the ledger says; what it says wrongly is left out. Moments are in UTC. */
export interface LedgerFilters {
  /** A type, a group of types, or empty: all. */
  type: string;
  currency: string;
  /** Part of an address, a name or a handle, or a person's id. */
  owner: string;
  kind: string;
  from: Date | null;
  /** Inclusive: the ledger as it was at this moment. */
  at: Date | null;
}

const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?)?$/)
  .transform((text, context) => {
    const date = new Date(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);
    // The 31st of February would be the 3rd of March.
    const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10));
    if (!exists) context.addIssue({ code: 'custom' });
    return date;
  });

export function readMoment(value: string): Date | null {
  const parsed = moment.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** As an `<input type="datetime-local">` writes it. */
export function writeMoment(date: Date | null): string {
  return date ? date.toISOString().slice(0, 19).replace(/:00$/, '') : '';
}

export function readFilters(get: (name: string) => string): LedgerFilters {
  const type = get('type');
  const known = Object.hasOwn(TYPE_GROUPS, type) || (ACCOUNT_TYPES as string[]).includes(type);
  return {
    type: known ? type : '',
    currency: isCurrencyCode(get('currency')) ? get('currency') : '',
    // PostgreSQL holds no zero bytes.
    owner: get('owner').replaceAll('\0', '').trim().slice(0, 254),
    kind: (TRANSFER_KINDS as string[]).includes(get('kind')) ? get('kind') : '',
    from: readMoment(get('from')),
    at: readMoment(get('at')),
  };
}

/** The account types that a filter stands for; null: all. */
export function typesOf(type: string): readonly string[] | null {
  if (!type) return null;
  return Object.hasOwn(TYPE_GROUPS, type) ? TYPE_GROUPS[type as keyof typeof TYPE_GROUPS] : [type];
}
