import { db } from '@/lib/core/db';
import { createCreator } from '../../../prisma/factories/create-creator';
import { createUser } from '../../../prisma/factories/create-user';
import { type NewArticle, publishArticle } from '../../../prisma/factories/publish-article';
import { makeReader } from '../ledger/world';

let serial = 0;

/** A creator with a user of their own. */
export function makeAuthor(name = 'An Author') {
  const handle = `author-${++serial}`;
  return createCreator(db, { handle, name, email: `${handle}@example.com` });
}

/** A published article; what is given differs from the ordinary one. */
export async function makeArticle(creatorId: bigint, facts: Partial<NewArticle> = {}) {
  const slug = facts.slug ?? `article-${++serial}`;
  const item = await publishArticle(db, {
    creatorId,
    title: 'An article',
    priceMicros: 35_000n,
    body: 'SECRET BODY',
    ...facts,
    slug,
  });
  return { id: item.id, slug, priceMicros: facts.priceMicros ?? 35_000n };
}

export const makePerson = async () => (await createUser(db, { email: `person-${++serial}@example.com` })).id;

export { makeReader };
