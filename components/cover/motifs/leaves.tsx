import { HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

const LEAF = 'M0 0C14 -26 52 -34 88 -8C56 14 20 18 0 0Z';
const VEINS =
  'M0 0C28 -10 58 -12 88 -8M20 -6L32 -19M36 -10L50 -22M54 -10L66 -18M26 -6L34 5M42 -8L52 2M58 -9L68 -2';

/** A branch, and what hangs from it: no two leaves at one angle. */
export function Leaves({ draw }: { draw: Draw }) {
  const sway = draw.between(-30, 30);
  const at = (t: number) => ({
    x: -10 + t * (WIDTH + 20),
    y: HEIGHT * 0.62 - Math.sin(t * 2.6) * 74 + sway * t,
  });
  const leaves = Array.from({ length: 15 }, (_, index) => {
    const t = 0.03 + index * 0.066;
    const up = index % 2 === 0;
    return {
      ...at(t),
      turn: n((up ? -52 : 46) + draw.between(-16, 16)),
      size: n(draw.between(0.78, 1.28)),
      kind: draw.pick(['full', 'full', 'light', 'second', 'line'] as const),
    };
  });
  const stem = Array.from({ length: 25 }, (_, i) => at(i / 24));
  return (
    <>
      {leaves.map(({ x, y, turn, size, kind }) => (
        <g key={x} transform={`translate(${n(x)} ${n(y)}) rotate(${turn}) scale(${size})`} fill="none">
          <path
            d={LEAF}
            fill={kind === 'full' ? INK : kind === 'second' ? SECOND : kind === 'light' ? LIGHT : 'none'}
            stroke={INK}
            strokeWidth="1.8"
          />
          <path d={VEINS} stroke={kind === 'full' || kind === 'second' ? LIGHT : INK} strokeWidth="1.2" />
        </g>
      ))}
      <path
        d={stem.map(({ x, y }, i) => `${i ? 'L' : 'M'}${n(x)} ${n(y)}`).join('')}
        fill="none"
        stroke={INK}
        strokeWidth="3"
      />
    </>
  );
}
