import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { addAttempt } from '@/lib/core/rate-limit';
import { HOUR_SECONDS } from '@/lib/core/time';
import type { AuthRequest } from './auth-request';
import { findDevice } from './device-cookie';
import { countAttempts, mailRules } from './limits';

/** So many mails an hour at the wish of strangers are no ordinary day. */
const ALARM = { key: 'mail:everyone', limit: 1_000, windowSeconds: HOUR_SECONDS };

/**
 * Counts a mail that somebody asks us to send. Throws DomainError('too_many_requests'). Over all recipients
 * nothing is refused, or one stranger could stop everyone's mail: the thousandth in an hour goes into the log
 * and the audit log.
 */
export async function countMail(
  email: string,
  request: Pick<AuthRequest, 'address' | 'devices' | 'requestId'>,
): Promise<void> {
  const { address, devices, requestId } = request;
  const account = await db.user.findUnique({
    where: { email },
    select: { id: true, passwordChangedAt: true },
  });
  await countAttempts(mailRules(email, { address, device: findDevice(devices, account) }));
  const count = await addAttempt(ALARM);
  if (count !== ALARM.limit) return;
  log.error({ requestId, count }, 'unusually many mails were asked for within an hour');
  await writeAudit(db, {
    actorId: null,
    action: 'mail_alarm',
    subjectType: 'mail',
    subjectId: new Date().toISOString().slice(0, 13),
    after: { mailsThisHour: count },
    requestId,
  });
}
