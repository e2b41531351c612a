import type { Offer } from '@/lib/rooms/media';
import { formatBytes, formatDuration, formatOf } from './format';

/** `3:07, MP3, 2.9 MB`: what is known of a file before it is had. */
export function offerDetails(file: NonNullable<Offer['file']>, locale: string): string {
  return [
    file.durationMs === null ? null : formatDuration(file.durationMs),
    formatOf(file.fileName),
    formatBytes(file.bytes, locale),
  ]
    .filter(Boolean)
    .join(', ');
}
