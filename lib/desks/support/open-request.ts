import { DAY_SECONDS } from '@/lib/core/time';
import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
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
 * Writes down what a person asks. What it is about must be theirs: else `not_found`. Safe to repeat with the same key.
 * Throws `too_many_requests`. Resolves to the request's id.
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
  const known = await db.supportRequest.findUnique({
    where: { userId_requestKey: { userId, requestKey } },
    select: { id: true },
  });
  if (known) return known.id;
  await countAttempt({ key: `support:open:${userId}`, limit: PER_DAY, windowSeconds: DAY_SECONDS });
  return db.$transaction(async (tx) => {
    const made = await tx.supportRequest.createMany({
      data: { userId, requestKey, subject, locale, about: about?.kind, aboutId: about?.id },
      skipDuplicates: true,
    });
    const { id } = await tx.supportRequest.findUniqueOrThrow({
      where: { userId_requestKey: { userId, requestKey } },
      select: { id: true },
    });
    if (made.count > 0)
      await tx.supportMessage.create({
        data: { requestId: id, authorId: userId, messageKey: requestKey, kind: 'person', body },
        select: { id: true },
      });
    return id;
  });
}
