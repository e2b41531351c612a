import type { CSSProperties } from 'react';
import { cn } from '../ui/cn';
import { HEIGHT, WIDTH } from './canvas';
import { type Drawing, drawCover } from './draw-cover';
import { INK_NAMES, inksOf } from './inks';

/** A cover drawn into the page, where it is being edited. Everywhere else it is a file: see Cover. */
export function CoverDrawing({
  topic,
  className,
  ...drawing
}: Drawing & { topic: string; className?: string }) {
  const { light, dark } = inksOf(topic);
  const inks = Object.fromEntries(
    INK_NAMES.map((name) => [`--c-${name}`, `light-dark(${light[name]}, ${dark[name]})`]),
  );
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      className={cn('block', className)}
      style={inks as CSSProperties}
    >
      {drawCover(drawing)}
    </svg>
  );
}
