import 'server-only';
import { db, pool } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { sweepSpool } from './spool';
import { getMediaStore } from './store/get-media-store';

/** Longer than any link holds. */
const RELEASED_MS = 15 * MINUTE_MS;
/** Longer than any upload takes from its row to its end. */
const UNREADY_MS = HOUR_MS;
/** A picture can wait this long for the text that it was uploaded for. */
const UNUSED_MS = 7 * DAY_MS;
const UNFINISHED_MS = DAY_MS;
const AT_ONCE = 200;

/**
 * Deletes what nobody needs any more: files that were replaced or removed, that belonged to a deleted draft,
 * whose upload was killed, and pictures that no text mentions, be it free, paid, a draft or a version.
 * Objects go before their row, so whatever stops it, the next run goes on. Resolves to how many files went.
 */
export async function sweepMedia(now = new Date()): Promise<{ media: number; spooled: number }> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const { rows } = await pool.query<{ id: string }>({
    name: 'list-unneeded-media',
    text: `SELECT m.id FROM media m WHERE m.released_at < $1
        OR (m.ready_at IS NULL AND m.created_at < $2)
        OR (m.item_id IS NULL AND m.purpose <> 'avatar' AND m.ready_at IS NOT NULL)
        OR (m.purpose = 'inline' AND m.ready_at < $3 AND NOT EXISTS (
          SELECT FROM items i
          LEFT JOIN item_bodies b ON b.item_id = i.id
          LEFT JOIN item_drafts d ON d.item_id = i.id
          WHERE i.id = m.item_id AND (position(m.id::text IN i.teaser) > 0
            OR position(m.id::text IN b.body) > 0
            OR position(m.id::text IN d.text) > 0
            OR EXISTS (SELECT FROM item_versions v WHERE v.item_id = i.id
              AND position(m.id::text IN v.text) > 0))))
      LIMIT ${AT_ONCE}`,
    values: [before(RELEASED_MS), before(UNREADY_MS), before(UNUSED_MS)],
  });
  let media = 0;
  for (const { id } of rows) {
    try {
      await getMediaStore().deleteAll(id);
      media += (await db.media.deleteMany({ where: { id } })).count;
    } catch (error) {
      log.warn({ media: id, err: error }, 'a file could not be swept');
    }
  }
  await getMediaStore().dropUnfinished(before(UNFINISHED_MS));
  return { media, spooled: await sweepSpool(before(UNREADY_MS)) };
}
