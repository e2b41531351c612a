import { pool } from '@/lib/core/db';
import { isId } from '@/lib/core/ids';

export interface SubjectFacts {
  /** An address, a handle or a title: what people call it. */
  label: string | null;
  /** Of the amounts in its audit rows. */
  currency: string | null;
  /** Whose page tells about it, where it has none of its own. */
  userId: bigint | null;
}

interface Subject {
  subjectType: string;
  subjectId: string;
}

const CREATOR = `SELECT id, '@' || handle AS label, NULL AS currency, user_id FROM creators`;
const LOOK_UPS: Record<string, string> = {
  user: 'SELECT id, email AS label, NULL AS currency, id AS user_id FROM users',
  creator: CREATOR,
  tax_details: CREATOR,
  item: `SELECT i.id, i.title AS label, NULL AS currency, c.user_id FROM items i JOIN creators c
    ON c.id = i.creator_id`,
  wallet: `SELECT w.id, u.email AS label, w.currency, w.user_id FROM wallet_facts w JOIN users u
    ON u.id = w.user_id`,
  top_up: `SELECT t.id, u.email AS label, w.currency, w.user_id
    FROM top_ups t JOIN wallet_facts w ON w.id = t.wallet_id JOIN users u ON u.id = w.user_id`,
  unlock: `SELECT n.id, u.email AS label, n.currency, n.reader_id AS user_id
    FROM unlock_facts n JOIN users u ON u.id = n.reader_id`,
  payout: `SELECT p.id, '@' || c.handle AS label, p.currency, c.user_id
    FROM payouts p JOIN creators c ON c.id = p.creator_id`,
  adjustment: `SELECT a.id, u.email AS label, a.currency, a.owner_id AS user_id
    FROM adjustments a JOIN users u ON u.id = a.owner_id`,
  gift_batch: 'SELECT id, file_name AS label, currency, NULL::bigint AS user_id FROM gift_batches',
  dispute: `SELECT d.id, u.email AS label, d.currency, w.user_id
    FROM disputes d JOIN wallet_facts w ON w.id = d.wallet_id JOIN users u ON u.id = w.user_id`,
  support_request:
    'SELECT id, subject AS label, NULL AS currency, NULL::bigint AS user_id FROM support_requests',
};

/** What a page's subjects are called, by `type:id`, with one look-up for each type. */
export async function describeSubjects(subjects: readonly Subject[]): Promise<Map<string, SubjectFacts>> {
  const found = new Map<string, SubjectFacts>();
  const types = new Set(subjects.map(({ subjectType }) => subjectType));
  await Promise.all(
    [...types].map(async (type) => {
      const sql = LOOK_UPS[type];
      const ids = subjects
        .filter(({ subjectType, subjectId }) => subjectType === type && isId(subjectId))
        .map(({ subjectId }) => subjectId);
      if (!sql || ids.length === 0) return;
      const { rows } = await pool.query<{
        id: string;
        label: string;
        currency: string | null;
        user_id: string | null;
      }>(`SELECT * FROM (${sql}) AS subject WHERE id = ANY ($1::bigint[])`, [[...new Set(ids)]]);
      for (const { id, label, currency, user_id } of rows)
        found.set(`${type}:${id}`, { label, currency, userId: user_id === null ? null : BigInt(user_id) });
    }),
  );
  return found;
}
