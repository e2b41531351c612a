import 'server-only';
import { randomBytes, randomInt } from 'node:crypto';
import { db, type Tx } from '@/lib/core/db';
import type { ItemKind } from '@/lib/generated/prisma/enums';
import { COVER_MOTIFS, type DraftFields, SEED_MAX } from './draft-limits';

/** A new draft with what is given. Its address is a placeholder until publication. Returns its id. */
export async function createItem(request: {
  creatorId: bigint;
  kind: ItemKind;
  language: string;
  fields?: Partial<DraftFields>;
  /** Of an import: see findImported(). */
  importHash?: string;
  tx?: Tx;
}): Promise<bigint> {
  const cover = {
    coverMotif: COVER_MOTIFS[randomInt(COVER_MOTIFS.length)] ?? 'coins',
    coverSeed: randomInt(SEED_MAX + 1),
  };
  const draft = { language: request.language, topic: 'money', ...cover, ...request.fields };
  const item = await (request.tx ?? db).item.create({
    data: {
      creatorId: request.creatorId,
      kind: request.kind,
      slug: `draft-${randomBytes(8).toString('hex')}`,
      title: draft.title ?? '',
      language: draft.language,
      topic: draft.topic,
      coverMotif: draft.coverMotif,
      coverSeed: draft.coverSeed,
      draft: { create: { ...draft, importHash: request.importHash ?? null } },
    },
    select: { id: true },
  });
  return item.id;
}
