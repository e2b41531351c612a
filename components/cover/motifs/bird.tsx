import { Wren } from '../../brand/wren';
import { GROUND, HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

/** The wren before a coin as large as a sun, in a field of engraved rays. */
export function Bird({ draw }: { draw: Draw }) {
  const cx = n(WIDTH * draw.between(0.52, 0.6));
  const cy = n(HEIGHT * 0.5);
  const rays = 84;
  let path = '';
  for (let ray = 0; ray < rays; ray++) {
    const angle = (ray / rays) * Math.PI * 2;
    const inner = 138 + (ray % 2) * 12;
    const outer = 420;
    path +=
      `M${n(cx + Math.cos(angle) * inner)} ` +
      `${n(cy + Math.sin(angle) * inner)}L${n(cx + Math.cos(angle) * outer)} ` +
      `${n(cy + Math.sin(angle) * outer)}`;
  }
  const size = 3.6;
  return (
    <>
      <path d={path} stroke={INK} strokeWidth="1.5" />
      <circle cx={cx} cy={cy} r="128" fill={LIGHT} stroke={INK} strokeWidth="2.4" />
      <circle cx={cx} cy={cy} r="118" fill="none" stroke={INK} strokeWidth="5" strokeDasharray="1.6 4.6" />
      <g transform={`translate(${n(cx - 33 * size)} ${n(cy - 34 * size)}) scale(${size})`}>
        <Wren fill={SECOND} cut={GROUND} />
      </g>
    </>
  );
}
