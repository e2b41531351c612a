import type { MediaView } from '@/lib/rooms/media';
import { formatBytes, formatDuration, formatOf } from './format';

interface MediaSummaryProps {
  media: MediaView;
  locale: string;
  round: boolean;
}

/** What is in place: the picture itself, or the file's name, length, format and size. */
export function MediaSummary({ media, locale, round }: MediaSummaryProps) {
  if (media.preview) {
    return (
      // biome-ignore lint/performance/noImgElement: it is kept in the widths it needs, by the app itself
      <img
        {...media.preview}
        sizes={round ? '96px' : '(min-width: 640px) 480px, 90vw'}
        alt=""
        className={
          round
            ? 'size-24 rounded-full object-cover'
            : 'aspect-[2/1] w-full max-w-120 rounded-sm object-cover'
        }
      />
    );
  }
  const facts = [
    media.durationMs === null ? null : formatDuration(media.durationMs),
    formatOf(media.fileName),
    formatBytes(media.bytes, locale),
  ];
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
      <span className="min-w-0 break-all font-[560]">{media.fileName}</span>
      <span className="figures text-soft">{facts.filter(Boolean).join(' · ')}</span>
    </p>
  );
}
