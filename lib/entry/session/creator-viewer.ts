import 'server-only';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { CreatorViewer, Viewer } from '@/lib/rooms/identity';
import { getViewer, requireViewer } from './session';

const findCreator = cache((userId: bigint) =>
  db.creator.findUnique({ where: { userId }, select: { id: true, handle: true } }),
);

/** The viewer as a creator. Throws `not_found` for anyone who is none, admins too. */
export async function findCreatorViewer(viewer: Viewer): Promise<CreatorViewer> {
  const creator = await findCreator(viewer.userId);
  if (!creator) throw new DomainError('not_found');
  return { ...viewer, creatorId: creator.id, handle: creator.handle };
}

/** For the studio's pages: others go to sign in or become a creator. `next` is a path of this site. */
export async function requireCreator(next: string): Promise<CreatorViewer> {
  const viewer = await requireViewer(next);
  const creator = await findCreator(viewer.userId);
  if (!creator) redirect('/become-a-creator');
  return { ...viewer, creatorId: creator.id, handle: creator.handle };
}

/** For route handlers: null for anyone who is not a creator, to be answered with 404. */
export async function getCreatorViewer(): Promise<CreatorViewer | null> {
  const viewer = await getViewer();
  const creator = viewer && (await findCreator(viewer.userId));
  return viewer && creator ? { ...viewer, creatorId: creator.id, handle: creator.handle } : null;
}
