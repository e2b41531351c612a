import 'server-only';
import { db } from '@/lib/core/db';
import { MAY, type Permission } from '@/lib/ground/policy';

/** What admins are told about, and who can do something about it. */
const ADMIN_MAIL_KINDS = {
  failed_payout: 'endOddMoney',
  unknown_payout: 'endOddMoney',
  odd_money: 'endOddMoney',
  dispute: 'answerDisputes',
  difference: 'reconcile',
  approval: 'approve',
} as const satisfies Record<string, Permission>;
export type AdminMailKind = keyof typeof ADMIN_MAIL_KINDS;

/** Writes down for each admin what newly waits, except their own. Repeatable. Returns how many are new. */
export function postAdminMails(): Promise<number> {
  const roles = Object.fromEntries(
    Object.entries(ADMIN_MAIL_KINDS).map(([kind, permission]) => [kind, MAY[permission]]),
  );
  return db.$executeRaw`
    INSERT INTO admin_mails (user_id, kind, event_key)
    SELECT u.id, w.kind, w.event_key FROM users u JOIN admin_waiting w ON w.not_for IS DISTINCT FROM u.id
    WHERE jsonb_exists(${JSON.stringify(roles)}::jsonb -> w.kind, u.admin_role::text)
    ON CONFLICT (user_id, kind, event_key) DO NOTHING`;
}
