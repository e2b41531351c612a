import type { Tx } from '../../lib/core/db.ts';
import { createUser } from './create-user.ts';

interface NewCreator {
  handle: string;
  name: string;
  email: string;
  bio?: string;
  hue?: number;
  locale?: string;
  password?: string;
}

/** Makes a creator with a user, or returns the one whose user has this address (handles change). */
export async function createCreator(tx: Tx, creator: NewCreator): Promise<{ id: bigint; userId: bigint }> {
  const user = await createUser(tx, {
    email: creator.email,
    name: creator.name,
    role: 'creator',
    password: creator.password,
  });
  return tx.creator.upsert({
    where: { userId: user.id },
    update: {},
    create: {
      userId: user.id,
      handle: creator.handle,
      name: creator.name,
      bio: creator.bio ?? '',
      hue: creator.hue ?? 28,
      locale: creator.locale ?? 'en',
    },
    select: { id: true, userId: true },
  });
}
