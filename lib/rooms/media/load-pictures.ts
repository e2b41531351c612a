import 'server-only';
import { db } from '@/lib/core/db';
import { imageSources, mentionedMedia } from '@/lib/core/media-addresses';
import type { Picture, Pictures } from '@/lib/ground/markdown';
import { signLink } from './links';

const select = { id: true, widths: true, width: true, height: true } as const;
const NONE: Pictures = new Map();

/**
 * The uploads that an item's text mentions, as this reader may load them: those of the free part by addresses
 * for everyone, those of the paid part by links for this reader. `body` is empty for who has no right to it.
 * No query without a mention.
 */
export async function loadPictures(text: {
  itemId: bigint;
  teaser: string;
  body: string;
  readerId: bigint | null;
}): Promise<Pictures> {
  const free = mentionedMedia(text.teaser);
  const ids = [...free, ...mentionedMedia(text.body)];
  if (ids.length === 0) return NONE;
  const rows = await db.media.findMany({
    where: { id: { in: ids }, itemId: text.itemId, purpose: 'inline', readyAt: { not: null } },
    select,
  });
  return toPictures(rows, (id) =>
    free.includes(id) || text.readerId === null ? undefined : signLink(id, text.readerId),
  );
}

/** The same for a draft of one's own: creators need no link for their own pictures. */
export async function loadOwnPictures(draft: {
  itemId: bigint;
  creatorId: bigint;
  text: string;
}): Promise<Pictures> {
  const ids = mentionedMedia(draft.text);
  if (ids.length === 0) return NONE;
  const { itemId, creatorId } = draft;
  const rows = await db.media.findMany({
    where: { id: { in: ids }, itemId, creatorId, purpose: 'inline', readyAt: { not: null } },
    select,
  });
  return toPictures(rows, () => undefined);
}

interface Row {
  id: string;
  widths: number[];
  width: number | null;
  height: number | null;
}

function toPictures(rows: Row[], linkOf: (id: string) => URLSearchParams | undefined): Pictures {
  return new Map(
    rows.map(({ id, widths, width, height }): [string, Picture] => {
      const link = linkOf(id);
      const sources = imageSources({ id, widths }, link);
      return [id, { ...sources, width: width ?? 0, height: height ?? 0, soon: link !== undefined }];
    }),
  );
}
