import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { cutText } from '@/lib/core/cut-text';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';

export const FILE_BYTES = 5 * 1024 * 1024;
const TYPES = ['application/pdf', 'image/png', 'image/jpeg'];

/** Keeps an upload until an adjustment takes it. The content says what it is. Throws `file_unsuitable`. */
export async function storeFile(act: Act, name: string, content: Uint8Array<ArrayBuffer>): Promise<bigint> {
  const { fileTypeFromBuffer } = await import('file-type');
  const type =
    content.length > 0 && content.length <= FILE_BYTES ? await fileTypeFromBuffer(content) : undefined;
  if (!type || !TYPES.includes(type.mime)) throw new DomainError('file_unsuitable');
  const shortName = cutText(name.replace(/\p{Cc}/gu, '').trim(), 200) || `file.${type.ext}`;
  return db.$transaction(async (tx) => {
    const { id } = await tx.adjustmentFile.create({
      data: { uploaderId: act.actorId, name: shortName, mediaType: type.mime, content },
      select: { id: true },
    });
    const after = { name: shortName, bytes: content.byteLength };
    await writeAudit(
      tx,
      auditOf(act, { action: 'store_evidence', subjectType: 'adjustment_file', subjectId: id, after }),
    );
    return id;
  });
}

export interface StoredFile {
  name: string;
  mediaType: string;
  content: Uint8Array<ArrayBuffer>;
}

/** The evidence behind an adjustment, or null. */
export function getFile(adjustmentId: bigint): Promise<StoredFile | null> {
  return db.adjustmentFile.findUnique({
    where: { adjustmentId },
    select: { name: true, mediaType: true, content: true },
  });
}
