import 'server-only';
import { db } from '@/lib/core/db';
import { OPTIONAL_KINDS, type OptionalKind, type Subscription } from './unsubscribe-token';

export type MailPreferences = Record<OptionalKind, boolean>;

/** Which optional mail a person gets. */
export async function getMailPreferences(userId: bigint): Promise<MailPreferences> {
  const rows = await db.mailOptOut.findMany({ where: { userId }, select: { kind: true } });
  const refused = new Set<string>(rows.map(({ kind }) => kind));
  const entries = OPTIONAL_KINDS.map((kind) => [kind, !refused.has(kind)]);
  return Object.fromEntries(entries) as MailPreferences;
}

/** Stops or resumes one kind of mail. Safe to repeat; a person who is gone is no error. */
export async function setMailWanted({ userId, kind }: Subscription, wanted: boolean): Promise<void> {
  if (wanted) {
    await db.mailOptOut.deleteMany({ where: { userId, kind } });
    return;
  }
  await db.$executeRaw`
    INSERT INTO mail_opt_outs (user_id, kind) SELECT id, ${kind}::creator_mail_kind FROM users
      WHERE id = ${userId}
    ON CONFLICT DO NOTHING`;
}
