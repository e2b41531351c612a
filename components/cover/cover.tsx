import { imageSources } from '@/lib/core/media-addresses';
import { cn } from '../ui/cn';
import { HEIGHT, WIDTH } from './canvas';
import { chosenTheme } from './chosen-theme';
import { coverPath } from './cover-address';

interface CoverProps {
  motif: string;
  seed: number;
  topic: string;
  language: string;
  /** An image of the creator's own, instead of the drawing. */
  mediaId?: string | null;
  /** How wide it is shown, for the browser to choose among the sizes. */
  sizes?: string;
  /** The first picture of a page: fetched at once. */
  first?: boolean;
  className?: string;
}

// What covers are kept in; a narrower image answers with the widest that it has.
const WIDTHS = [480, 960, 1_600];

/** An item's cover: the creator's image, or a drawing. An ornament, because the title says what it is. */
export async function Cover({ mediaId, sizes, first, className, ...drawing }: CoverProps) {
  const loading = first
    ? ({ fetchPriority: 'high' } as const)
    : ({ loading: 'lazy', decoding: 'async' } as const);
  const style = cn('block bg-sunk object-cover', className);
  if (mediaId) {
    return (
      // biome-ignore lint/performance/noImgElement: it is kept in the widths it needs, by the app itself
      <img
        {...imageSources({ id: mediaId, widths: WIDTHS })}
        sizes={sizes ?? '(min-width: 640px) 480px, 92vw'}
        alt=""
        {...loading}
        className={style}
      />
    );
  }
  const chosen = await chosenTheme();
  const path = (theme: 'light' | 'dark') => coverPath({ ...drawing, theme });
  const drawn = (
    // biome-ignore lint/performance/noImgElement: a drawing of a few kB has one size
    <img src={path(chosen ?? 'light')} width={WIDTH} height={HEIGHT} alt="" {...loading} className={style} />
  );
  if (chosen) return drawn;
  return (
    <picture className="contents">
      <source media="(prefers-color-scheme: dark)" srcSet={path('dark')} />
      {drawn}
    </picture>
  );
}
