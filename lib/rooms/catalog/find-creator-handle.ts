import 'server-only';
import { db } from '@/lib/core/db';

/** The handle that leads from an old or look-alike one to its creator; null when it leads to nobody. */
export async function findCreatorHandle(handle: string): Promise<string | null> {
  if (!/^[a-z0-9-]{1,60}$/.test(handle)) return null;
  const rows = await db.$queryRaw<{ handle: string }[]>`
    SELECT c.handle FROM creator_handles h JOIN creators c ON c.id = h.creator_id
    WHERE h.skeleton = handle_skeleton(${handle}) AND c.handle <> ${handle}`;
  return rows[0]?.handle ?? null;
}
