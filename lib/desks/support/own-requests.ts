import 'server-only';
import { db } from '@/lib/core/db';
import type { SupportStatus } from '@/lib/generated/prisma/enums';
import { type AboutFacts, findAbout } from './find-about';

export const REQUESTS_PAGE = 20;

/** A person's requests, the newest first; one more than fits on a page. */
export function listOwnRequests(userId: bigint, before: bigint | null) {
  return db.supportRequest.findMany({
    where: { userId, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take: REQUESTS_PAGE + 1,
    select: { id: true, subject: true, status: true, hasNews: true, createdAt: true, changedAt: true },
  });
}

export interface OwnRequest {
  id: bigint;
  subject: string;
  status: SupportStatus;
  createdAt: Date;
  about: AboutFacts | null;
  messages: { id: bigint; kind: 'person' | 'answer'; body: string; createdAt: Date }[];
}

/** One request of this person without admins' notes; null for another's. Marks its answers as seen. */
export async function openOwnRequest(userId: bigint, id: bigint): Promise<OwnRequest | null> {
  const request = await db.supportRequest.findFirst({
    where: { id, userId },
    include: {
      messages: {
        where: { kind: { in: ['person', 'answer'] } },
        orderBy: { id: 'asc' },
        select: { id: true, kind: true, body: true, createdAt: true },
      },
    },
  });
  if (!request) return null;
  if (request.hasNews)
    await db.supportRequest.updateMany({ where: { id, userId }, data: { hasNews: false } });
  const about =
    request.about && request.aboutId
      ? await findAbout(userId, { kind: request.about, id: request.aboutId })
      : null;
  const messages = request.messages as OwnRequest['messages'];
  return {
    id,
    subject: request.subject,
    status: request.status,
    createdAt: request.createdAt,
    about,
    messages,
  };
}
