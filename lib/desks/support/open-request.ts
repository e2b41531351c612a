import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { findReplay, type Once, writeOnce } from '@/lib/core/idempotency';
import { countAttempt } from '@/lib/core/rate-limit';
import { DAY_SECONDS } from '@/lib/core/time';
import { findAbout } from './find-about';
import type { About } from './rules';

interface NewRequest {
  userId: bigint;
  /** Made by the form: the same press twice is one request. */
  requestKey: string;
  subject: string;
  body: string;
  locale: string;
  about: About | null;
}

const PER_DAY = 20;

/**
 * Writes down what a person asks. What it is about must be theirs: else `not_found`. Safe to repeat with the
 * same key and words; with others it throws `invalid_input`. Throws `too_many_requests`. Resolves to the
 * request's id.
 */
export async function openRequest({
  userId,
  requestKey,
  subject,
  body,
  locale,
  about,
}: NewRequest): Promise<bigint> {
  if (about && !(await findAbout(userId, about))) throw new DomainError('not_found');
  const once: Once<{ id: bigint }, void> = {
    find: (tx) =>
      tx.supportRequest.findUnique({
        where: { userId_requestKey: { userId, requestKey } },
        select: { id: true },
      }),
    isSame: async ({ id }, tx) => {
      const same = { id, subject, about: about?.kind ?? null, aboutId: about?.id ?? null };
      const said = { some: { messageKey: requestKey, body } };
      return (await tx.supportRequest.count({ where: { ...same, messages: said } })) > 0;
    },
    write: async (tx) => {
      const row = await tx.supportRequest.create({
        data: { userId, requestKey, subject, locale, about: about?.kind, aboutId: about?.id },
        select: { id: true },
      });
      await tx.supportMessage.create({
        data: { requestId: row.id, authorId: userId, messageKey: requestKey, kind: 'person', body },
        select: { id: true },
      });
      return row;
    },
  };
  const known = await findReplay(db, once);
  if (known) return known.id;
  await countAttempt({ key: `support:open:${userId}`, limit: PER_DAY, windowSeconds: DAY_SECONDS });
  return (await writeOnce(once)).row.id;
}
