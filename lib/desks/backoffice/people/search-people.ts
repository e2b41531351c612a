import { cutText } from '@/lib/core/cut-text';
import { pool } from '@/lib/core/db';
import { isId } from '@/lib/core/ids';
import type { AdminRole } from '@/lib/generated/prisma/enums';

export interface FoundPerson {
  userId: bigint;
  email: string;
  name: string | null;
  adminRole: AdminRole | null;
  handle: string | null;
  createdAt: Date;
  isFrozen: boolean;
}

interface Row {
  id: string;
  email: string;
  name: string | null;
  admin_role: AdminRole | null;
  handle: string | null;
  created_at: Date;
  frozen: boolean;
}

const BY_STRIPE_ID: [RegExp, string][] = [
  [/^cus_/, 'SELECT id FROM users WHERE processor_customer_ref = $1'],
  [
    /^acct_/,
    'SELECT c.user_id FROM payout_accounts p JOIN creators c ON c.id = p.creator_id WHERE p.account_ref = $1',
  ],
  [
    /^pi_/,
    'SELECT w.user_id FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.payment_ref = $1',
  ],
  [
    /^(ch|py)_/,
    'SELECT w.user_id FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.charge_ref = $1',
  ],
  [
    /^cs_/,
    'SELECT w.user_id FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.session_ref = $1',
  ],
  [
    /^txn_/,
    'SELECT w.user_id FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.transaction_ref = $1',
  ],
  [
    /^py_/,
    'SELECT c.user_id FROM payouts p JOIN creators c ON c.id = p.creator_id WHERE p.received_ref = $1',
  ],
  [
    /^(re|pyr)_/,
    'SELECT w.user_id FROM refunds r JOIN wallet_facts w ON w.id = r.wallet_id WHERE r.refund_ref = $1',
  ],
  [
    /^(dp|du|pdp)_/,
    'SELECT w.user_id FROM disputes d JOIN wallet_facts w ON w.id = d.wallet_id WHERE d.dispute_ref = $1',
  ],
  [
    /^tr_/,
    'SELECT c.user_id FROM payouts p JOIN creators c ON c.id = p.creator_id WHERE p.transfer_ref = $1',
  ],
  [
    /^po_/,
    'SELECT c.user_id FROM payouts p JOIN creators c ON c.id = p.creator_id WHERE p.bank_payout_ref = $1',
  ],
];

/** Each answers with ids of users from an index. `$1` is what was typed, `$2` a LIKE pattern. */
function searchesFor(typed: string): string[] {
  const byStripe = BY_STRIPE_ID.filter(([prefix]) => prefix.test(typed)).map(([, sql]) => sql);
  if (byStripe.length > 0) return byStripe;
  const searches = [
    'SELECT id FROM users WHERE email ILIKE $2',
    'SELECT id FROM users WHERE name ILIKE $2',
    "SELECT user_id FROM creators WHERE handle = lower(ltrim($1, '@'))",
  ];
  if (isId(typed)) searches.push('SELECT id FROM users WHERE id = $1::text::bigint');
  if (/^\d{4}$/.test(typed))
    searches.push(
      'SELECT w.user_id FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id WHERE t.card_last4 = $1',
    );
  return searches;
}

export const PEOPLE_PAGE = 50;

/**
 * People by a part of their email or name, by id, handle, last four digits of a card, or any of Stripe's ids;
 * everyone when nothing is typed. The newest first, `PEOPLE_PAGE` at most; `before` is the id of the last one
 * seen. Two letters or fewer are looked for at the beginning only: that is what the index can answer.
 */
export async function searchPeople(typed: string, before: bigint | null): Promise<FoundPerson[]> {
  const wanted = cutText(typed.trim(), 254);
  const literal = wanted.replace(/[\\%_]/g, '\\$&');
  const pattern = [...wanted].length > 2 ? `%${literal}%` : `${literal}%`;
  const searches = wanted ? searchesFor(wanted).map((sql) => `(${sql})`) : [];
  const found = searches.length > 0 ? `u.id IN (${searches.join(' UNION ')})` : 'true';
  // Both are named once, so that a search without them has no parameter of an unknown type.
  const { rows } = await pool.query<Row>(
    `SELECT u.id, u.email, u.name, u.admin_role, c.handle, u.created_at,
       EXISTS (SELECT FROM wallet_facts w WHERE w.user_id = u.id AND w.status = 'frozen')
         OR p.frozen_at IS NOT NULL AS frozen
     FROM users u LEFT JOIN creators c ON c.user_id = u.id LEFT JOIN payout_accounts p ON p.creator_id = c.id
     WHERE ${found} AND ($3::bigint IS NULL OR u.id < $3) AND $1::text IS NOT NULL AND $2::text IS NOT NULL
     ORDER BY u.id DESC LIMIT ${PEOPLE_PAGE + 1}`,
    [wanted, pattern, before],
  );
  return rows.map((row) => ({
    userId: BigInt(row.id),
    email: row.email,
    name: row.name,
    adminRole: row.admin_role,
    handle: row.handle,
    createdAt: row.created_at,
    isFrozen: row.frozen,
  }));
}
