import { imageSources } from '@/lib/media/addresses';
import { cn } from '../ui/cn';
import { createDraw, n } from './random';

interface PortraitProps {
  name: string;
  handle: string;
  hue: number;
  /** A picture of the creator's own, instead of the drawing. */
  avatarMediaId?: string | null;
  className?: string;
}

const WIDTHS = [96, 256, 512];

/** A creator's picture, or their monogram on a guilloche, the woven line that guards banknotes, in the creator's own hue. */
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
  const seed = [...handle].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const draw = createDraw(seed);
  const petals = draw.pick([5, 7, 8, 9, 11] as const);
  const depth = draw.between(5, 9);
  const weave = [0, 0.5].map((shift) => {
    const points = 120;
    let path = '';
    for (let i = 0; i <= points; i++) {
      const angle = (i / points) * Math.PI * 2;
      const r = 24 + Math.sin(angle * petals + shift * Math.PI * 2) * depth;
      path += `${i ? 'L' : 'M'}${n(32 + Math.cos(angle) * r)} ${n(32 + Math.sin(angle) * r)}`;
    }
    return path;
  });
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 64 64"
      className={cn('portrait shrink-0 rounded-full', className)}
      style={{ '--hue': hue } as React.CSSProperties}
    >
      <circle cx="32" cy="32" r="32" fill="var(--p-ground)" />
      <path d={weave.join('')} fill="none" stroke="var(--p-line)" strokeWidth="0.9" />
      <text
        x="32"
        y="32"
        dy="0.36em"
        textAnchor="middle"
        fontSize="25"
        fontWeight="600"
        fill="var(--p-ink)"
        style={{ fontFamily: 'var(--font-serif)' }}
      >
        {[...name.trim()][0] ?? ''}
      </text>
    </svg>
  );
}
