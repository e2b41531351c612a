import 'server-only';
import type { Tx } from '@/lib/core/db';
import { slugFromTitle } from './slug-from-title';

/** A free address for a title, with a number if taken. Two at once may choose the same: try again. */
export async function chooseSlug(
  tx: Tx,
  table: 'item' | 'course',
  title: string,
  fallback: string,
): Promise<string> {
  const base = slugFromTitle(title) || fallback.replaceAll('_', '-');
  const query = { where: { slug: { startsWith: base } }, select: { slug: true } };
  const rows = table === 'item' ? await tx.item.findMany(query) : await tx.course.findMany(query);
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
