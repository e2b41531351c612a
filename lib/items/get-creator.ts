import 'server-only';
import { db } from '../db';
import type { CreatorByline } from './item-card';

export interface CreatorProfile extends CreatorByline {
  bio: string;
  locale: string;
  createdAt: Date;
}

/** A creator's public face; null when nobody has this handle. */
export async function getCreator(handle: string): Promise<CreatorProfile | null> {
  return db.creator.findUnique({
    where: { handle },
    select: { handle: true, name: true, hue: true, bio: true, locale: true, createdAt: true },
  });
}
