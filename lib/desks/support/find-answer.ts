import 'server-only';
import { db } from '@/lib/core/db';

export interface Answer {
  requestId: bigint;
  subject: string;
  body: string;
  /** In which the person asked. */
  locale: string;
}

/** An answer as it is mailed. Throws for an id that is none. */
export async function findAnswer(messageId: bigint): Promise<Answer> {
  const { body, request } = await db.supportMessage.findUniqueOrThrow({
    where: { id: messageId, kind: 'answer' },
    select: { body: true, request: { select: { id: true, subject: true, locale: true } } },
  });
  return { requestId: request.id, subject: request.subject, locale: request.locale, body };
}
