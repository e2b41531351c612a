import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

export interface CannedAnswer {
  title: string;
  bodyEn: string;
  bodyKo: string;
}

/** The answers that are in use, by title. */
export const listCannedAnswers = () =>
  db.cannedAnswer.findMany({ where: { archivedAt: null }, orderBy: [{ title: 'asc' }, { id: 'asc' }] });

/** Adds an answer, or changes the one of `id`. Throws `not_found`. */
export async function saveCannedAnswer(id: bigint | null, answer: CannedAnswer, act: Act): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = id ? await tx.cannedAnswer.findFirst({ where: { id, archivedAt: null } }) : null;
    if (id && !before) throw new DomainError('not_found');
    const saved = before
      ? await tx.cannedAnswer.update({ where: { id: before.id }, data: answer })
      : await tx.cannedAnswer.create({ data: answer });
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'save_canned_answer',
        subjectType: 'canned_answer',
        subjectId: saved.id,
        ...(before ? { before: { title: before.title, bodyEn: before.bodyEn, bodyKo: before.bodyKo } } : {}),
        after: { ...answer },
      }),
    );
  });
}

/** Takes an answer out of use. Throws `not_found`. */
export async function archiveCannedAnswer(id: bigint, act: Act): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.cannedAnswer.updateMany({
      where: { id, archivedAt: null },
      data: { archivedAt: new Date() },
    });
    if (count === 0) throw new DomainError('not_found');
    await writeAudit(
      tx,
      auditOf(act, { action: 'archive_canned_answer', subjectType: 'canned_answer', subjectId: id }),
    );
  });
}
