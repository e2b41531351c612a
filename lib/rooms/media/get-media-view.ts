import 'server-only';
import { db } from '@/lib/core/db';
import { type MediaView, toMediaView } from './media-view';

const select = {
  id: true,
  fileName: true,
  contentType: true,
  bytes: true,
  durationMs: true,
  widths: true,
} as const;

/** A creator's own portrait as the studio's field shows it; null when they have none. */
export async function getAvatarView(creatorId: bigint): Promise<MediaView | null> {
  const creator = await db.creator.findUnique({
    where: { id: creatorId },
    select: { avatarMedia: { select } },
  });
  return creator?.avatarMedia ? toView(creator.avatarMedia) : null;
}

/** Cover and file of one of a creator's own items. Both null for an item that is not theirs. */
export async function getItemMediaViews(
  itemId: bigint,
  creatorId: bigint,
): Promise<{ cover: MediaView | null; file: MediaView | null }> {
  const item = await db.item.findFirst({
    where: { id: itemId, creatorId },
    select: { coverMedia: { select }, fileMedia: { select } },
  });
  return {
    cover: item?.coverMedia ? toView(item.coverMedia) : null,
    file: item?.fileMedia ? toView(item.fileMedia) : null,
  };
}

function toView(row: { bytes: bigint } & Omit<Parameters<typeof toMediaView>[0], 'bytes'>): MediaView {
  return toMediaView({ ...row, bytes: Number(row.bytes) });
}
