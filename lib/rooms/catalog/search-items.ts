import 'server-only';
import { cutText } from '@/lib/core/cut-text';
import { db, pool } from '@/lib/core/db';
import { type ItemCard, type Reading, selectCard, toCard } from './item-card';
import { type Page, toPage } from './page';

export const MAX_SEARCH_CHARACTERS = 120;

interface SearchOptions {
  language?: string;
  page: number;
  size: number;
}

interface Hit {
  id: string;
  total: string;
}

/**
 * Items for sale that match what a person typed, the best first. English by word stems (quotes, OR and -
 * work), Korean by syllables. Only what is free to read is searched; a topic's name, in either language,
 * finds its items after those that say the word. Control characters and what is too long are cut, never an
 * error.
 */
export async function searchItems(
  reading: Reading,
  typed: string,
  options: SearchOptions,
): Promise<Page<ItemCard>> {
  const query = cleanSearch(typed);
  if (!query) return toPage([], 0, 1, options.size);
  const { rows: hits } = await pool.query<Hit>({
    name: 'search_items',
    text: `SELECT i.id, count(*) OVER () AS total
      FROM items i, to_search_query($1) AS q
      WHERE i.search @@ q AND i.status = 'published' AND i.published_at <= now()
        AND ($2::text IS NULL OR i.language = $2)
      ORDER BY ts_rank_cd(i.search, q) DESC, i.published_at DESC, i.id DESC
      LIMIT $3 OFFSET $4`,
    values: [query, options.language ?? null, options.size, (options.page - 1) * options.size],
  });
  // Past the last page there is no row to tell the total: the first page does, and the last one is shown.
  if (hits.length === 0 && options.page > 1) {
    const first = await searchItems(reading, typed, { ...options, page: 1 });
    return first.pages > 1 ? searchItems(reading, typed, { ...options, page: first.pages }) : first;
  }
  const ids = hits.map((hit) => BigInt(hit.id));
  const rows = await db.item.findMany({ where: { id: { in: ids } }, select: selectCard(reading) });
  const byId = new Map(rows.map((row) => [row.id, toCard(row)]));
  const entries = ids.flatMap((id) => byId.get(id) ?? []);
  return toPage(entries, Number(hits[0]?.total ?? 0), options.page, options.size);
}

/** What a person typed, fit for the database. */
export function cleanSearch(typed: string): string {
  const plain = typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ');
  return cutText(plain.trim(), MAX_SEARCH_CHARACTERS);
}
