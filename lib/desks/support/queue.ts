import 'server-only';
import { db, type Prisma } from '@/lib/core/db';
import type { SupportStatus } from '@/lib/generated/prisma/enums';
import { findAbout } from './find-about';

export const QUEUE_PAGE = 50;
/** Within this time a person should have a first answer. */
export const FIRST_ANSWER_HOURS = 24;
export const QUEUE_OWNERS = ['all', 'mine', 'nobody'] as const;

export interface QueueFilters {
  status: SupportStatus | null;
  owner: (typeof QUEUE_OWNERS)[number];
  /** Only those that nobody has answered yet. */
  unanswered: boolean;
  after: bigint | null;
}

/** Requests in the order in which they came, those that wait longest first; one more than fits on a page. */
export function listQueue({ status, owner, unanswered, after }: QueueFilters, adminId: bigint) {
  const where: Prisma.SupportRequestWhereInput = {
    ...(status ? { status } : {}),
    ...(owner === 'mine' ? { ownerId: adminId } : owner === 'nobody' ? { ownerId: null } : {}),
    ...(unanswered ? { firstAnswerAt: null } : {}),
    ...(after ? { id: { gt: after } } : {}),
  };
  return db.supportRequest.findMany({
    where,
    orderBy: { id: 'asc' },
    take: QUEUE_PAGE + 1,
    select: {
      id: true,
      subject: true,
      status: true,
      about: true,
      createdAt: true,
      changedAt: true,
      firstAnswerAt: true,
      user: { select: { id: true, email: true } },
      owner: { select: { email: true } },
    },
  });
}

/** One request as admins see it: everything that was said, notes too; null when there is none. */
export async function getRequest(id: bigint) {
  const request = await db.supportRequest.findUnique({
    where: { id },
    include: {
      user: { select: { id: true, email: true, name: true, locale: true } },
      owner: { select: { id: true, email: true } },
      messages: {
        orderBy: { id: 'asc' },
        select: {
          id: true,
          kind: true,
          body: true,
          createdAt: true,
          author: { select: { email: true } },
        },
      },
    },
  });
  if (!request) return null;
  const { about, aboutId } = request;
  const facts = about && aboutId ? await findAbout(request.userId, { kind: about, id: aboutId }) : null;
  const outcomes = await readOutcomes(request.messages.map((message) => message.id));
  const messages = request.messages.map((message) => ({
    ...message,
    mailOutcome: outcomes.get(String(message.id)) ?? null,
  }));
  return { ...request, messages, facts };
}

type MailOutcome = 'sent' | 'unverified' | 'given_up';

/** What has become of the mails with these answers; null: it is on its way. */
async function readOutcomes(messageIds: bigint[]): Promise<Map<string, MailOutcome | null>> {
  const rows = await db.outboxMessage.findMany({
    where: { kind: 'support_answer', eventKey: { in: messageIds.map(String) } },
    select: { eventKey: true, outcome: true },
  });
  // Answers cannot be declined, and there is always something to say.
  return new Map(rows.map((row) => [row.eventKey ?? '', row.outcome as MailOutcome | null]));
}
