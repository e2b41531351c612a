import { GROUND, HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

interface Block {
  x: number;
  y: number;
  w: number;
  h: number;
}

const STREET = 5;

/** Splits a plot until its parts are city blocks. */
function split(block: Block, draw: Draw, depth: number): Block[] {
  const wide = block.w > block.h * 1.15;
  const side = wide ? block.w : block.h;
  if (depth === 0 || side < 46) return [block];
  const cut = side * draw.between(0.34, 0.66);
  const gap = depth > 3 ? STREET * 1.8 : STREET;
  const [a, b]: [Block, Block] = wide
    ? [
        { ...block, w: cut - gap / 2 },
        { ...block, x: block.x + cut + gap / 2, w: block.w - cut - gap / 2 },
      ]
    : [
        { ...block, h: cut - gap / 2 },
        { ...block, y: block.y + cut + gap / 2, h: block.h - cut - gap / 2 },
      ];
  return [...split(a, draw, depth - 1), ...split(b, draw, depth - 1)];
}

const rect = ({ x, y, w, h }: Block) => `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`;

function hatch({ x, y, w, h }: Block): string {
  let path = '';
  for (let line = 4; line < w; line += 5) path += `M${n(x + line)} ${n(y)}v${n(h)}`;
  return path;
}

/** A town seen from above, its blocks drawn, shaded or open, and one old road that ignores the plan. */
export function Grid({ draw }: { draw: Draw }) {
  const blocks = split({ x: -10, y: -10, w: WIDTH + 20, h: HEIGHT + 20 }, draw, 6);
  const kinds = blocks.map(() => draw.pick(['full', 'full', 'hatch', 'hatch', 'light', 'second'] as const));
  const of = (kind: string) => blocks.filter((_, index) => kinds[index] === kind);
  const from = n(draw.between(40, 180));
  const to = n(draw.between(280, 440));
  return (
    <>
      <path d={of('full').map(rect).join('')} fill={INK} />
      <path d={of('second').map(rect).join('')} fill={SECOND} />
      <path d={of('light').map(rect).join('')} fill={LIGHT} />
      <path d={of('hatch').map(hatch).join('')} stroke={INK} strokeWidth="1.6" />
      <path
        d={`M${from} -10C${from + 60} 120 ${to - 120} 180 ${to} ${HEIGHT + 10}`}
        fill="none"
        stroke={GROUND}
        strokeWidth="16"
      />
      <path
        d={`M${from} -10C${from + 60} 120 ${to - 120} 180 ${to} ${HEIGHT + 10}`}
        fill="none"
        stroke={SECOND}
        strokeWidth="1.6"
        strokeDasharray="7 5"
      />
    </>
  );
}
