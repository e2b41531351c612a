import { imageSources, mediaPath } from '@/lib/core/media-addresses';
import type { ReceivedMedia } from './receive-upload';

/** What the studio's field shows of a file. Plain, for the browser. */
export interface MediaView {
  id: string;
  fileName: string;
  contentType: string;
  bytes: number;
  durationMs: number | null;
  /** An image of it, for those that are images; the creator's own eyes only while it is not public. */
  preview: { src: string; srcSet: string } | null;
  /** The address for Markdown. */
  path: string;
}

export function toMediaView(media: Omit<ReceivedMedia, 'width' | 'height'>): MediaView {
  const { id, fileName, contentType, bytes, durationMs, widths } = media;
  return {
    ...{ id, fileName, contentType, bytes, durationMs },
    preview: widths.length > 0 ? imageSources({ id, widths }) : null,
    path: mediaPath(id),
  };
}
