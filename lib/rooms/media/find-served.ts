import 'server-only';
import { pool } from '@/lib/core/db';
import type { MediaPurpose } from '@/lib/generated/prisma/enums';

/** A stored file, with who may have it. */
export interface ServedMedia {
  id: string;
  purpose: MediaPurpose;
  fileName: string;
  contentType: string;
  /** Of all that is stored; for files, of the one object. */
  bytes: number;
  widths: number[];
  /** Anyone may have it: a face, or the cover or a free picture of something that is or was on sale. */
  open: boolean;
  /** The reader has a live unlock of its item. */
  owned: boolean;
  /** The reader is the creator. */
  own: boolean;
  /** Handed over to be kept, not shown. */
  download: boolean;
}

interface Row {
  id: string;
  purpose: MediaPurpose;
  file_name: string;
  content_type: string;
  bytes: string;
  widths: number[] | null;
  open: boolean;
  owned: boolean;
  own: boolean;
  download: boolean;
}

/** A stored file with a reader's rights now, or null. A replaced one is served until the sweep. */
export async function findServed(mediaId: string, readerId: bigint | null): Promise<ServedMedia | null> {
  const { rows } = await pool.query<Row>({
    name: 'find-served-media',
    text: `SELECT m.id, m.purpose, m.file_name, m.content_type, m.bytes, m.widths,
        m.purpose = 'avatar' OR (m.purpose <> 'file' AND i.id IS NOT NULL
          AND (i.status = 'withdrawn' OR (i.status = 'published' AND i.published_at <= now()))
          AND (m.purpose = 'cover' OR position('/api/media/' || m.id IN i.teaser) > 0)) AS open,
        EXISTS (SELECT FROM unlock_facts u WHERE u.reader_id = $2 AND u.item_id = m.item_id
          AND u.refunded_at IS NULL) AS owned,
        coalesce(c.user_id = $2, false) AS own,
        coalesce(m.purpose = 'file' AND i.kind = 'game_item', false) AS download
      FROM media m JOIN creators c ON c.id = m.creator_id LEFT JOIN items i ON i.id = m.item_id
      WHERE m.id = $1 AND m.ready_at IS NOT NULL`,
    values: [mediaId, readerId === null ? null : String(readerId)],
  });
  const row = rows[0];
  if (!row) return null;
  const { id, purpose, open, owned, own, download } = row;
  return {
    ...{ id, purpose, open, owned, own, download },
    fileName: row.file_name,
    contentType: row.content_type,
    bytes: Number(row.bytes),
    widths: row.widths ?? [],
  };
}
