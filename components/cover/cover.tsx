import type { ReactNode } from 'react';
import { imageSources } from '@/lib/media/addresses';
import { cn } from '../ui/cn';
import { GROUND, HEIGHT, WIDTH } from './canvas';
import { Arcs } from './motifs/arcs';
import { Bird } from './motifs/bird';
import { Coins } from './motifs/coins';
import { Grid } from './motifs/grid';
import { Leaves } from './motifs/leaves';
import { Press } from './motifs/press';
import { Rings } from './motifs/rings';
import { Strata } from './motifs/strata';
import { Type } from './motifs/type';
import { Waves } from './motifs/waves';
import { createDraw, type Draw } from './random';

const motifs: Record<string, (props: { draw: Draw; language: string }) => ReactNode> = {
  arcs: Arcs,
  bird: Bird,
  coins: Coins,
  grid: Grid,
  leaves: Leaves,
  press: Press,
  rings: Rings,
  strata: Strata,
  type: Type,
  waves: Waves,
};

interface CoverProps {
  motif: string;
  seed: number;
  topic: string;
  language: string;
  /** An image of the creator's own, instead of the drawing. */
  mediaId?: string | null;
  /** How wide it is shown, for the browser to choose among the sizes. */
  sizes?: string;
  className?: string;
}

// What covers are kept in; a narrower image answers with the widest that it has.
const WIDTHS = [480, 960, 1_600];

/** An item's cover: the creator's image, or drawn from its motif and seed in the inks of its topic. An ornament: the title says what it is. */
export function Cover({ motif, seed, topic, language, mediaId, sizes, className }: CoverProps) {
  if (mediaId) {
    return (
      // biome-ignore lint/performance/noImgElement: it is kept in the widths it needs, by the app itself
      <img
        {...imageSources({ id: mediaId, widths: WIDTHS })}
        sizes={sizes ?? '(min-width: 640px) 480px, 92vw'}
        alt=""
        loading="lazy"
        decoding="async"
        className={cn('block bg-sunk object-cover', className)}
      />
    );
  }
  const drawMotif = motifs[motif] ?? Coins;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      className={cn('cover block', className)}
      data-topic={topic}
    >
      <rect width={WIDTH} height={HEIGHT} fill={GROUND} />
      {/* Called, not rendered: React may render a component twice, and the draw goes on from where it was. */}
      {drawMotif({ draw: createDraw(seed), language })}
    </svg>
  );
}
