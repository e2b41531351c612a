import pg from 'pg';

// As uploads name them (lib/rooms/media). What the sweep may be deleting at this moment is not asked for.
const STORED = `
  SELECT left(m.id::text, 2) || '/' || m.id || '/' || part.name AS path FROM media m
  CROSS JOIN LATERAL (
    SELECT 'file' AS name WHERE m.purpose = 'file'
    UNION ALL SELECT width || '.webp' FROM unnest(m.widths) width WHERE m.purpose <> 'file'
  ) part
  WHERE m.ready_at IS NOT NULL AND m.released_at IS NULL AND (m.item_id IS NOT NULL OR m.purpose = 'avatar')
    ORDER BY 1`;

/** The files of creators that a database speaks of, as paths below `MEDIA_DIR/files`. Only reads. */
export async function listStoredMedia(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ path: string }>(STORED);
    return rows.map(({ path }) => path);
  } finally {
    await client.end();
  }
}
