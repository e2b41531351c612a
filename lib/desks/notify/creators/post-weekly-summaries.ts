import 'server-only';
import { db } from '@/lib/core/db';
import { WEEK_MS } from '@/lib/core/time';
import { startOfPeriod } from '@/lib/ground/policy';

/** Enqueues a mail for each creator who earned in the last week (UTC). Repeatable. Returns how many. */
export async function postWeeklySummaries(now = new Date()): Promise<number> {
  const until = startOfPeriod('weekly', now);
  const from = new Date(until.getTime() - WEEK_MS);
  const weekEnd = until.toISOString().slice(0, 10);
  return db.$executeRaw`
    INSERT INTO outbox (kind, event_key, user_id, payload)
    SELECT DISTINCT 'weekly_summary', c.id || ${`:${weekEnd}`}, c.user_id, jsonb_build_object('weekEnd',
      ${weekEnd}::text)
    FROM transfer_facts t JOIN unlock_facts u ON u.id = t.ref AND u.refunded_at IS NULL
    JOIN account_facts a ON a.id = t.credit_account_id AND a.type = 'creator_pending'
    JOIN creators c ON c.id = a.creator_id
    WHERE t.kind = 'unlock' AND t.created_at >= ${from}::timestamptz AND t.created_at < ${until}::timestamptz
    ON CONFLICT (kind, event_key) DO NOTHING`;
}
