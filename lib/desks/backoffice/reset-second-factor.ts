import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { isLocale, type Locale } from '@/lib/core/i18n/locales';
import { composeSecondFactorReset, sendMail } from '@/lib/ground/mail';
import { revokeSessions } from '@/lib/rooms/identity';

/**
 * Takes a lost second factor off another admin: the recovery codes go with it, and every session ends, also those that
 * wait for a code. The person then signs in without it and sets up a new one. Resolves to whom to tell. Throws
 * `own_account`, and `not_found` for who is no admin or has none on.
 */
export async function resetSecondFactor(
  userId: bigint,
  act: Act,
): Promise<{ email: string; locale: Locale }> {
  if (userId === act.actorId) throw new DomainError('own_account');
  return db.$transaction(async (tx) => {
    const user = await tx.user.findFirst({
      where: { id: userId, adminRole: { not: null } },
      select: { email: true, locale: true },
    });
    const { count } = await tx.secondFactor.deleteMany({
      where: { userId, confirmedAt: { not: null } },
    });
    if (!user || count === 0) throw new DomainError('not_found');
    await tx.recoveryCode.deleteMany({ where: { userId } });
    const sessionsEnded = await revokeSessions(tx, userId, null);
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'reset_second_factor',
        subjectType: 'user',
        subjectId: userId,
        before: { secondFactor: true },
        after: { secondFactor: false, sessionsEnded },
      }),
    );
    return { email: user.email, locale: isLocale(user.locale) ? user.locale : 'en' };
  });
}

/** Tells the person, whoever asked for it. */
export async function sendSecondFactorReset(email: string, locale: Locale): Promise<void> {
  await sendMail({ to: email, ...composeSecondFactorReset(locale) });
}
