import type { AccountType } from '@/lib/generated/prisma/enums';

/** A ledger account with whom it belongs to; null for the platform's own. */
export interface LedgerAccount {
  id: bigint;
  type: AccountType;
  currency: string;
  owner: { userId: bigint; email: string; handle: string | null } | null;
  createdAt: Date;
}

export interface AccountRow {
  id: string;
  type: AccountType;
  currency: string;
  user_id: string | null;
  email: string | null;
  handle: string | null;
  created_at: Date;
}

/** For `accounts a`; needs the joins of OWNER_JOINS. */
export const ACCOUNT_COLUMNS =
  'a.id, a.type::text, trim(a.currency) AS currency, u.id AS user_id, ' + 'u.email, c.handle, a.created_at';

export const OWNER_JOINS = `LEFT JOIN wallet_facts w ON w.id = a.wallet_id
  LEFT JOIN creators c ON c.id = a.creator_id LEFT JOIN users u ON u.id = coalesce(w.user_id, c.user_id)`;

export function toAccount(row: AccountRow): LedgerAccount {
  const owner =
    row.user_id && row.email ? { userId: BigInt(row.user_id), email: row.email, handle: row.handle } : null;
  return { id: BigInt(row.id), type: row.type, currency: row.currency, owner, createdAt: row.created_at };
}
