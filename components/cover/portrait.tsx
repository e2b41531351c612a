import type { CSSProperties } from 'react';
import { splitCharacters } from '@/lib/core/cut-text';
import { imageSources } from '@/lib/core/media-addresses';
import { cn } from '../ui/cn';
import { weaveOf, weavePath } from './weave';

interface PortraitProps {
  name: string;
  handle: string;
  hue: number;
  /** A picture of the creator's own, instead of the drawing. */
  avatarMediaId?: string | null;
  className?: string;
}

const WIDTHS = [96, 256, 512];

/** A creator's picture, or their monogram on a guilloche (the woven line of banknotes) in their own hue. */
export function Portrait({ name, handle, hue, avatarMediaId, className }: PortraitProps) {
  if (avatarMediaId) {
    return (
      // biome-ignore lint/performance/noImgElement: it is kept in the widths it needs, by the app itself
      <img
        {...imageSources({ id: avatarMediaId, widths: WIDTHS })}
        sizes="112px"
        alt=""
        decoding="async"
        className={cn('shrink-0 rounded-full bg-sunk object-cover', className)}
      />
    );
  }
  const style = { '--hue': hue, '--weave': `url(${weavePath(weaveOf(handle))})` };
  return (
    <span
      aria-hidden="true"
      className={cn('portrait shrink-0 rounded-full', className)}
      style={style as CSSProperties}
    >
      <svg aria-hidden="true" viewBox="0 0 64 64">
        <text x="32" y="32" dy=".36em">
          {splitCharacters(name.trim())[0] ?? ''}
        </text>
      </svg>
    </span>
  );
}
