import { randomUUID } from 'node:crypto';
import { db } from '../../../lib/core/db.ts';
import { createCreator } from '../../../prisma/factories/create-creator.ts';
import { publishArticle } from '../../../prisma/factories/publish-article.ts';

export interface OwnArticle {
  id: bigint;
  slug: string;
  path: string;
  title: string;
  /** A sentence of the paid text that stands nowhere else. */
  secret: string;
}

// Older than everything that is seeded, so that it comes last in every list.
const LONG_AGO = new Date('2001-01-01');

/** An article of its own for a test that changes its price, withdraws it or watches for its text. */
export async function publishOwnArticle(
  priceMicros: bigint,
  given: { title?: string; teaser?: string; more?: string } = {},
): Promise<OwnArticle> {
  const key = randomUUID();
  const creator = await createCreator(db, {
    handle: `author-${key.slice(0, 8)}`,
    name: 'Test Author',
    email: `author-${key}@example.com`,
  });
  const slug = `own-${key}`;
  const title = given.title ?? `An article of its own, ${key.slice(0, 8)}`;
  const secret = `The paid part begins with ${key}.`;
  const { id } = await publishArticle(db, {
    slug,
    creatorId: creator.id,
    title,
    teaser: given.teaser,
    priceMicros,
    body: given.more ? `${secret}\n\n${given.more}` : secret,
    publishedAt: LONG_AGO,
  });
  return { id, slug, path: `/read/${slug}`, title, secret };
}
