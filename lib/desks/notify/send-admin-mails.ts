import 'server-only';
import { db } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import { env } from '@/lib/core/env';
import { isLocale } from '@/lib/core/i18n/locales';
import { mailIsAvailable, sendMail } from '@/lib/ground/mail';
import { composeAdminMail } from './compose-admin-mail';
import type { AdminMailKind } from './post-admin-mails';

const MINUTE_MS = 60_000;
const CLAIM_MINUTES = 15;
/** What comes after a mail waits this long for company: at the worst an admin gets one an hour. */
const QUIET_MINUTES = 60;

/**
 * Sends each admin one mail about all that is new and still waits. The first is sent at once, the next an hour later at the
 * earliest. Claimed before it is sent and ended afterwards, so that two workers never send one both. One that fails waits for
 * the next round and does not stop the others. Resolves to how many mails were sent.
 */
export async function sendAdminMails(now = new Date()): Promise<number> {
  if (!mailIsAvailable()) return 0;
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
  const due = await db.$queryRaw<{ userId: bigint }[]>`
    SELECT DISTINCT m.user_id AS "userId" FROM admin_mails m
    WHERE m.ended_at IS NULL AND (m.claimed_at IS NULL OR m.claimed_at < ${before(CLAIM_MINUTES)}::timestamptz)
      AND NOT EXISTS (SELECT FROM admin_mails s WHERE s.user_id = m.user_id AND s.sent AND s.ended_at > ${before(QUIET_MINUTES)}::timestamptz)`;
  let sent = 0;
  await eachAlone(due, async ({ userId }) => {
    if (await tell(userId, now)) sent += 1;
  });
  return sent;
}

async function tell(userId: bigint, now: Date): Promise<boolean> {
  const free = new Date(now.getTime() - CLAIM_MINUTES * MINUTE_MS);
  const claimed = await db.$queryRaw<{ id: bigint; kind: AdminMailKind; waits: boolean }[]>`
    UPDATE admin_mails m SET claimed_at = ${now}::timestamptz
    WHERE user_id = ${userId} AND ended_at IS NULL AND (claimed_at IS NULL OR claimed_at < ${free}::timestamptz)
    RETURNING id, kind, EXISTS (SELECT FROM admin_waiting w WHERE w.kind = m.kind AND w.event_key = m.event_key) AS waits`;
  const waiting = claimed.filter(({ waits }) => waits);
  const first = waiting[0];
  const sent = first !== undefined && (await send(userId, first.id, waiting));
  await db.adminMail.updateMany({
    where: { id: { in: claimed.map(({ id }) => id) } },
    data: { endedAt: now, sent },
  });
  return sent;
}

async function send(userId: bigint, id: bigint, waiting: { kind: AdminMailKind }[]): Promise<boolean> {
  const { email, emailVerified, adminRole, locale } = await db.user.findUniqueOrThrow({
    where: { id: userId },
  });
  if (!adminRole || !emailVerified) return false;
  const counts = new Map<AdminMailKind, number>();
  for (const { kind } of waiting) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const letter = composeAdminMail(isLocale(locale) ? locale : 'en', counts);
  const host = new URL(env.NEXTAUTH_URL).hostname;
  await sendMail({ ...letter, to: email, messageId: `<admin-mail-${id}@${host}>` });
  return true;
}
