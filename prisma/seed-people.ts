import { db } from '../lib/core/db.ts';
import { createCreator } from './factories/create-creator.ts';
import { createUser } from './factories/create-user.ts';
import { listDemoCreators } from './list-content.ts';

const DEMO_PASSWORD = 'farthing demo';

/** The demo's creators, its reader and its admin. Resolves to the creators' ids by handle. */
export async function seedPeople(): Promise<Map<string, bigint>> {
  const creatorIds = new Map<string, bigint>();
  for (const { handle, name, bio, locale, hue, email } of listDemoCreators()) {
    const password = email === 'creator@example.com' ? DEMO_PASSWORD : undefined;
    const creator = { handle, name: name[locale], bio: bio[locale], locale, hue, email, password };
    creatorIds.set(handle, (await createCreator(db, creator)).id);
  }
  await createUser(db, { email: 'reader@example.com', name: 'Demo Reader', password: DEMO_PASSWORD });
  await createUser(db, {
    email: 'admin@example.com',
    name: 'Demo Admin',
    role: 'admin',
    password: DEMO_PASSWORD,
  });
  return creatorIds;
}
