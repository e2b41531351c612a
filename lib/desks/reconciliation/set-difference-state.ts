import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

interface Change {
  runId: bigint;
  /** Of the difference within the run. */
  number: number;
  state: 'explained' | 'open';
  note: string;
}

/**
 * Says why a difference stays, or opens it again: with a note, for this run and every later one that finds
 * the very same difference. Nothing is posted. Throws `not_found`, and `already_decided` when it is in that
 * state by now.
 */
export async function setDifferenceState({ runId, number, state, note }: Change, act: Act): Promise<void> {
  await db.$transaction(async (tx) => {
    const difference = await tx.reconciliationDifference.findUnique({
      where: { runId_number: { runId, number } },
    });
    if (!difference) throw new DomainError('not_found');
    const { key } = difference;
    // Two who decide at once do so one after the other; there is no row yet to lock.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`farthing difference ${key}`}, 0))`;
    const last = await readLast(tx, key);
    const isExplained = last?.explains === true;
    if (isExplained === (state === 'explained'))
      throw new DomainError('already_decided', { details: { who: last?.author.email ?? '–' } });
    await tx.differenceNote.create({
      data: { differenceKey: key, explains: state === 'explained', note, authorId: act.actorId },
      select: { id: true },
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: state === 'explained' ? 'explain_difference' : 'reopen_difference',
        subjectType: 'difference',
        subjectId: `${runId}.${number}`,
        before: { state: isExplained ? 'explained' : 'open', ...(last && { note: last.note }) },
        after: {
          state,
          note,
          kind: difference.kind,
          source: difference.sourceRef ?? difference.transactionRef,
        },
      }),
    );
  });
}

function readLast(tx: Tx, differenceKey: string) {
  return tx.differenceNote.findFirst({
    where: { differenceKey },
    orderBy: { id: 'desc' },
    include: { author: { select: { email: true } } },
  });
}
