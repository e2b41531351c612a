import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { MediaPurpose } from '@/lib/generated/prisma/enums';

interface Place {
  creatorId: bigint;
  itemId: bigint | null;
  purpose: MediaPurpose;
}

interface StoredFacts {
  bytes: bigint;
  widths: number[];
  width: number | null;
  height: number | null;
}

/** Declares a file stored, in its place; its predecessor waits for the sweep. Throws `not_found`. */
export async function attachMedia(place: Place & { id: string }, facts: StoredFacts): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.media.updateMany({
      where: { id: place.id, readyAt: null },
      data: { ...facts, readyAt: new Date() },
    });
    if (count === 0) throw new DomainError('not_found');
    if (place.purpose !== 'inline') await point(tx, place, place.id);
  });
}

/** Makes a place point to another file, or to none, and releases the one before. */
export async function point(tx: Tx, place: Place, mediaId: string | null): Promise<void> {
  const before = await swap(tx, place, mediaId);
  if (before)
    await tx.media.updateMany({ where: { id: before, releasedAt: null }, data: { releasedAt: new Date() } });
}

/** The row is locked first, so that of two replacements at once each releases the one before it. */
async function swap(tx: Tx, { creatorId, itemId, purpose }: Place, mediaId: string | null) {
  if (purpose === 'avatar') {
    const [row] = await tx.$queryRaw<{ before: string | null }[]>`
      SELECT avatar_media_id AS before FROM creators WHERE id = ${creatorId} FOR NO KEY UPDATE`;
    await tx.creator.update({ where: { id: creatorId }, data: { avatarMediaId: mediaId } });
    return row?.before;
  }
  const [row] = await tx.$queryRaw<{ cover: string | null; file: string | null }[]>`
    SELECT cover_media_id AS cover, file_media_id AS file FROM items
    WHERE id = ${itemId} AND creator_id = ${creatorId} FOR NO KEY UPDATE`;
  if (!row || itemId === null) throw new DomainError('not_found');
  const data = purpose === 'cover' ? { coverMediaId: mediaId } : { fileMediaId: mediaId };
  await tx.item.update({ where: { id: itemId }, data });
  return purpose === 'cover' ? row.cover : row.file;
}

/** Holds an item's row until the transaction ends; unlocks go on, publications and sales changes wait. */
export async function lockItem(tx: Tx, itemId: bigint): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM items WHERE id = ${itemId} FOR NO KEY UPDATE`;
}
