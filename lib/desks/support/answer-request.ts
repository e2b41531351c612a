import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { enqueue } from '@/lib/core/outbox/enqueue';
import type { SupportStatus } from '@/lib/generated/prisma/enums';

interface Written {
  requestId: bigint;
  messageKey: string;
  body: string;
}

/**
 * An admin's answer: it is mailed, the request waits for the person (or is solved), stops the clock of the
 * first answer, and belongs to the admin who answered if it belonged to nobody. Safe to repeat with the same
 * key. Throws `not_found`.
 */
export async function answerRequest(
  given: Written & { status: 'waiting' | 'solved' },
  act: Act,
): Promise<void> {
  await write({ ...given, kind: 'answer' }, act, async (tx, request) => {
    const now = new Date();
    await mail(tx, request.userId, { authorId: act.actorId, messageKey: given.messageKey });
    await tx.supportRequest.update({
      where: { id: request.id },
      data: {
        status: given.status,
        solvedAt: given.status === 'solved' ? now : null,
        changedAt: now,
        hasNews: true,
        firstAnswerAt: request.firstAnswerAt ?? now,
        ownerId: request.ownerId ?? act.actorId,
      },
      select: { id: true },
    });
    return { before: { status: request.status }, after: { status: given.status } };
  });
}

async function mail(tx: Tx, userId: bigint, key: { authorId: bigint; messageKey: string }): Promise<void> {
  const { id } = await tx.supportMessage.findUniqueOrThrow({
    where: { authorId_messageKey: key },
    select: { id: true },
  });
  const messageId = String(id);
  await enqueue(tx, { kind: 'support_answer', to: { userId }, payload: { messageId }, eventKey: messageId });
}

/** A note among admins: the person never sees it, and nothing else changes. */
export async function noteOnRequest(given: Written, act: Act): Promise<void> {
  await write({ ...given, kind: 'note' }, act, async () => ({}));
}

interface Locked {
  id: bigint;
  userId: bigint;
  status: SupportStatus;
  ownerId: bigint | null;
  firstAnswerAt: Date | null;
}

type Change = { before?: { status: string }; after?: { status: string } };

async function write(
  { requestId, messageKey, body, kind }: Written & { kind: 'answer' | 'note' },
  act: Act,
  change: (tx: Tx, request: Locked) => Promise<Change>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const request = await lockRequest(tx, requestId);
    const made = await tx.supportMessage.createMany({
      data: { requestId, authorId: act.actorId, messageKey, kind, body },
      skipDuplicates: true,
    });
    if (made.count === 0) return;
    const { before, after } = await change(tx, request);
    // What was said is in the message itself.
    const action = kind === 'answer' ? 'answer_support_request' : 'note_on_support_request';
    await writeAudit(
      tx,
      auditOf(act, { action, subjectType: 'support_request', subjectId: requestId, before, after }),
    );
  });
}

/** Admins who act at once do so one after the other. Throws `not_found`. */
export async function lockRequest(tx: Tx, id: bigint): Promise<Locked> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT id, user_id AS "userId", status::text AS status, owner_id AS "ownerId", first_answer_at AS
      "firstAnswerAt"
    FROM support_requests WHERE id = ${id} FOR UPDATE`;
  if (!row) throw new DomainError('not_found');
  return row;
}
