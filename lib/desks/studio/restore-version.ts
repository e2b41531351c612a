import 'server-only';
import { randomUUID } from 'node:crypto';
import { toDecimalString } from '@/lib/core/money';
import { getVersion } from './list-versions';
import { type SavedDraft, saveDraft } from './save-draft';

interface Request {
  creatorId: bigint;
  itemId: bigint;
  number: number;
  /** Of the draft that it takes the place of. */
  revision: number;
}

/** Puts an old version into the draft. Throws `not_found`, also for another's, and `edit_conflict`. */
export async function restoreVersion({ creatorId, itemId, number, revision }: Request): Promise<SavedDraft> {
  const version = await getVersion(creatorId, itemId, number);
  const { title, summary, language, topic, coverMotif, coverSeed, text } = version;
  const price = toDecimalString(version.priceMicros, version.currency);
  const fields = { title, summary, language, topic, coverMotif, coverSeed, text, price };
  return saveDraft({ creatorId, itemId, revision, editorKey: randomUUID(), fields });
}
