import 'server-only';
import { mediaPath } from '@/lib/core/media-addresses';
import { findServed } from './find-served';
import { linkExpiresAt, signLink } from './links';
import { isMediaId } from './store/media-store';

/** A fresh address for a reader with the right to a file, and how long it holds; null for others. */
export async function renewLink(
  mediaId: string,
  readerId: bigint,
): Promise<{ url: string; leftMs: number } | null> {
  const media = isMediaId(mediaId) ? await findServed(mediaId, readerId) : null;
  if (!media || !(media.owned || media.own)) return null;
  const link = signLink(media.id, readerId);
  return { url: mediaPath(media.id, { link }), leftMs: linkExpiresAt(link) - Date.now() };
}
