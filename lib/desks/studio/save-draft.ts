import 'server-only';
import { db, pool } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { DraftFields } from './draft-limits';

export interface SavedDraft {
  revision: number;
  savedAt: Date;
}

interface Request {
  creatorId: bigint;
  itemId: bigint;
  /** The revision that the editor began from. */
  revision: number;
  /** UUID of the open editor. */
  editorKey: string;
  fields: DraftFields;
}

// The revision is compared under the row's lock. An editor whose last answer was lost is behind by its own
// save: nobody else has written on top, so it may go on.
const SAVE = `
  UPDATE item_drafts d SET title = $5, summary = $6, language = $7, topic = $8, cover_motif = $9, cover_seed
    = $10, text = $11,
    price = $12, revision = d.revision + 1, editor_key = $4, schedule_fault = NULL, saved_at = now()
  FROM items i
  WHERE i.id = d.item_id AND i.id = $1 AND i.creator_id = $2 AND (d.revision = $3 OR d.editor_key = $4)
  RETURNING d.revision, d.saved_at`;

/** Keeps what was written since this revision. Throws `edit_conflict` unchanged, or `not_found`. */
export async function saveDraft(request: Request): Promise<SavedDraft> {
  const { creatorId, itemId, revision, editorKey, fields } = request;
  const stored = await db.itemDraft.findFirst({ where: { itemId, item: { creatorId } } });
  if (!stored) throw new DomainError('not_found');
  const names = Object.keys(fields) as (keyof DraftFields)[];
  if (names.every((name) => stored[name] === fields[name]))
    return { revision: stored.revision, savedAt: stored.savedAt };
  const { title, summary, language, topic, coverMotif, coverSeed, text, price } = fields;
  const values = [itemId, creatorId, revision, editorKey, title, summary, language, topic];
  const { rows } = await pool.query(SAVE, [...values, coverMotif, coverSeed, text, price]);
  if (!rows[0]) throw new DomainError('edit_conflict');
  // What was never published is known by its draft's title everywhere else too.
  await db.item.updateMany({
    where: { id: itemId, creatorId, publishedAt: null, NOT: { title } },
    data: { title },
  });
  return { revision: rows[0].revision, savedAt: rows[0].saved_at };
}
