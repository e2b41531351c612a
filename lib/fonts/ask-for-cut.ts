import 'server-only';
import { createHash } from 'node:crypto';
import { db } from '../db';
import { signsOf } from './signs-of';

interface Wanted {
  texts: string[];
  /** Texts whose signs the page has from another cut. */
  without?: string[];
  /** Whose paid text it is. Left out: for everyone, so the texts must be free to read. */
  itemId?: bigint;
}

const MOST_SIGNS = 2_000;
/** How long a cut is taken to be there without looking; old ones are swept. */
const TRUST_MS = 600_000;
const MOST_KNOWN = 10_000;

// On globalThis: the server bundles this module more than once.
const kept = globalThis as unknown as { farthingFontCuts?: Map<string, number> };
kept.farthingFontCuts ??= new Map();
const known = kept.farthingFontCuts;

/**
 * The name of the Korean type for some texts; null where they need none or it is not made yet. Then it is noted for the
 * worker, and the page shows the whole typeface's pieces meanwhile. Repeats are free.
 */
export async function askForCut({ texts, without, itemId }: Wanted): Promise<string | null> {
  const signs = signsOf(texts, without);
  if (signs === '' || signs.length > MOST_SIGNS) return null;
  const hash = createHash('sha256')
    .update(`${itemId ?? ''} ${signs}`)
    .digest('hex')
    .slice(0, 32);
  const now = Date.now();
  if ((known.get(hash) ?? 0) > now) return hash;
  known.delete(hash);
  const row = await db.fontCut.findFirst({
    where: { hash, regular: { not: null } },
    select: { hash: true },
  });
  if (row) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(hash, now + TRUST_MS);
    return hash;
  }
  await db.fontCut.createMany({ data: { hash, signs, itemId: itemId ?? null }, skipDuplicates: true });
  return null;
}
