import 'server-only';
import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import { signsOf } from './signs-of';

interface Wanted {
  texts: string[];
  /** Texts whose signs the page has from another cut. */
  without?: string[];
  /** Whose paid text it is. Left out: for everyone, so the texts must be free to read. */
  itemId?: bigint;
}

const MOST_SIGNS = 2_000;

/**
 * The name of the Korean type for some texts; null where they need none or it is not made yet. Then it is
 * noted for the worker, and the page shows the whole typeface's pieces meanwhile; kept pages are dropped when
 * it is made. Safe to repeat.
 */
export async function askForCut({ texts, without, itemId }: Wanted): Promise<string | null> {
  const signs = signsOf(texts, without);
  if (signs === '' || signs.length > MOST_SIGNS) return null;
  const hash = createHash('sha256')
    .update(`${itemId ?? ''} ${signs}`)
    .digest('hex')
    .slice(0, 32);
  const made = await db.fontCut.count({ where: { hash, regular: { not: null } } });
  if (made > 0) return hash;
  await db.fontCut.createMany({ data: { hash, signs, itemId: itemId ?? null }, skipDuplicates: true });
  return null;
}
