import 'server-only';
import { db } from '@/lib/core/db';

const BATCH = 500;

/**
 * Finds creators whose first unlock ever has come since, and writes down a mail for each. It looks for them
 * instead of being told: an unlock, the hottest path there is, pays nothing for it. One look-up by index for
 * each creator who has not earned yet. Resolves to how many were found.
 */
export async function postFirstEarnings(): Promise<number> {
  return db.$executeRaw`
    INSERT INTO outbox (kind, event_key, user_id)
    SELECT 'first_earnings', c.id::text, c.user_id FROM account_facts a JOIN creators c ON c.id = a.creator_id
    WHERE a.type = 'creator_pending'
      AND NOT EXISTS (SELECT FROM outbox m WHERE m.kind = 'first_earnings'
        AND m.event_key = a.creator_id::text)
      AND EXISTS (
        SELECT FROM transfer_facts t JOIN unlock_facts u ON u.id = t.ref AND u.refunded_at IS NULL
        WHERE t.credit_account_id = a.id AND t.kind = 'unlock')
    ORDER BY a.creator_id LIMIT ${BATCH}
    ON CONFLICT (kind, event_key) DO NOTHING`;
}
