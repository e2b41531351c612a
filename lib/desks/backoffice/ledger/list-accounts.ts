import 'server-only';
import { pool } from '@/lib/core/db';
import { ACCOUNT_COLUMNS, type AccountRow, type LedgerAccount, OWNER_JOINS, toAccount } from './account-row';
import { type LedgerFilters, typesOf } from './filters';

export const ACCOUNTS_PAGE = 50;

export interface ListedAccount extends LedgerAccount {
  /** Credits minus debits, now or at the moment of the filter. */
  balanceMicros: bigint;
}

// People first: their tables have an index for parts of words, and few match.
const OWNERS = `SELECT id FROM users WHERE email ILIKE $3 OR name ILIKE $3 OR id::text = $4
  UNION SELECT user_id FROM creators WHERE handle ILIKE $3`;

const LIST = `
  WITH page AS (
    SELECT ${ACCOUNT_COLUMNS}, a.balance_micros AS stored
    FROM account_facts a ${OWNER_JOINS}
    WHERE ($1::text[] IS NULL OR a.type = ANY ($1::account_type[])) AND ($2::text = '' OR a.currency = $2)
      AND ($4::text = '' OR u.id IN (${OWNERS})) AND a.id > $5 ORDER BY a.id LIMIT $6
  )
  SELECT page.*, CASE WHEN $7::timestamptz IS NULL THEN coalesce(stored, account_balance_at(id, now()))
    ELSE account_balance_at(id, $7) END AS balance
  FROM page ORDER BY id`;

/** Accounts by number, from the one after `after`, one more than a page holds, with balances. */
export async function listAccounts(filters: LedgerFilters, after: bigint | null): Promise<ListedAccount[]> {
  const pattern = `%${filters.owner.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await pool.query<AccountRow & { balance: string }>(LIST, [
    typesOf(filters.type),
    filters.currency,
    pattern,
    filters.owner,
    after ?? 0n,
    ACCOUNTS_PAGE + 1,
    filters.at,
  ]);
  return rows.map((row) => ({ ...toAccount(row), balanceMicros: BigInt(row.balance) }));
}

/** One account, or null. */
export async function getAccount(id: bigint): Promise<LedgerAccount | null> {
  const { rows } = await pool.query<AccountRow>(
    `SELECT ${ACCOUNT_COLUMNS} FROM account_facts a ${OWNER_JOINS} WHERE a.id = $1`,
    [id],
  );
  return rows[0] ? toAccount(rows[0]) : null;
}
