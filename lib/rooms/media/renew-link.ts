import 'server-only';
import { mediaPath } from '@/lib/core/media-addresses';
import { findServed } from './find-served';
import { linkExpiresAt, signLink } from './links';
import { isMediaId } from './store/media-store';

/** A fresh address for a reader who has the right to a file now, and how long it holds; null for anyone else. */
export async function renewLink(
  mediaId: string,
  readerId: bigint,
): Promise<{ url: string; leftMs: number } | null> {
  const media = isMediaId(mediaId) ? await findServed(mediaId, readerId) : null;
  if (!media || !(media.owned || media.own)) return null;
  const link = signLink(media.id, readerId);
  return { url: mediaPath(media.id, { link }), leftMs: linkExpiresAt(link) - Date.now() };
}
