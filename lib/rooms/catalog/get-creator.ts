import 'server-only';
import { db } from '@/lib/core/db';
import type { CreatorByline } from './item-card';

export interface CreatorProfile extends CreatorByline {
  bio: string;
  /** https addresses. */
  links: string[];
  userId: bigint;
  locale: string;
  createdAt: Date;
}

// What the database takes for a handle; an address can hold more, for some of which PostgreSQL has an error.
const HANDLE = /^[a-z0-9-]{1,60}$/;

/** A creator's public face; null when nobody has this handle. */
export async function getCreator(handle: string): Promise<CreatorProfile | null> {
  if (!HANDLE.test(handle)) return null;
  return db.creator.findUnique({
    where: { handle },
    select: {
      handle: true,
      name: true,
      hue: true,
      avatarMediaId: true,
      bio: true,
      links: true,
      userId: true,
      locale: true,
      createdAt: true,
    },
  });
}
