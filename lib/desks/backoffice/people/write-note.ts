import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

/** Notes something about a person, for admins only; the audit log doesn't say what. Throws `not_found`. */
export async function writeNote({ userId, body }: { userId: bigint; body: string }, act: Act): Promise<void> {
  await db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { id: true } });
    if (!user) throw new DomainError('not_found');
    const note = await tx.personNote.create({
      data: { userId, authorId: act.actorId, body },
      select: { id: true },
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'write_note',
        subjectType: 'user',
        subjectId: userId,
        after: { noteId: String(note.id) },
      }),
    );
  });
}
