import 'server-only';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';

const MOST_AT_ONCE = 40;

const source = (weight: number) =>
  join(
    process.cwd(),
    `node_modules/@fontsource/noto-serif-kr/files/noto-serif-kr-korean-${weight}-normal.woff2`,
  );

/**
 * Makes the cuts that pages have asked for, oldest first. One that cannot be made is taken off the list, so
 * that it holds up no other; a page that still wants it asks again. Returns how many were made. Safe to
 * repeat and to run twice at once.
 */
export async function makeCuts(): Promise<number> {
  const wanted = await db.fontCut.findMany({
    where: { regular: null },
    orderBy: { createdAt: 'asc' },
    take: MOST_AT_ONCE,
    select: { hash: true, signs: true },
  });
  if (wanted.length === 0) return 0;
  const [regular, semibold] = await Promise.all([readFile(source(400)), readFile(source(600))]);
  const made: { hash: string; cuts: Record<'regular' | 'semibold', Uint8Array<ArrayBuffer>> }[] = [];
  for (const { hash, signs } of wanted) {
    try {
      made.push({ hash, cuts: { regular: await cut(regular, signs), semibold: await cut(semibold, signs) } });
    } catch (error) {
      log.error({ err: error, hash }, 'a font could not be cut');
      await db.fontCut.deleteMany({ where: { hash, regular: null } });
    }
  }
  // Together: each transaction with a cut for everyone drops the pages that are kept.
  await db.$transaction(
    made.map(({ hash, cuts }) => db.fontCut.updateMany({ where: { hash, regular: null }, data: cuts })),
  );
  return made.length;
}

async function cut(font: Buffer, signs: string): Promise<Uint8Array<ArrayBuffer>> {
  const { default: subsetFont } = await import('subset-font');
  return new Uint8Array(await subsetFont(font, signs, { targetFormat: 'woff2' }));
}
