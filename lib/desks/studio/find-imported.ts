import 'server-only';
import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import type { DraftFields } from './draft-limits';

/** A fingerprint of what was read from a file, whatever its line ends and the order of its front matter. */
export function hashImport(fields: Partial<DraftFields>): string {
  const said = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** The creator's latest draft from the same file, by its present title; null: none exists any more. */
export async function findImported(
  creatorId: bigint,
  importHash: string,
): Promise<{ itemId: bigint; title: string } | null> {
  return db.itemDraft.findFirst({
    where: { importHash, item: { creatorId } },
    orderBy: { itemId: 'desc' },
    select: { itemId: true, title: true },
  });
}
