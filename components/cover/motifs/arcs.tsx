import { HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

const TILE = 80;

/** Quarter circles on tiles, turned at random, so that lines find their own way across the sheet. */
export function Arcs({ draw }: { draw: Draw }) {
  const paths = { fine: '', bold: '', disc: '', seconds: '' };
  for (let row = 0; row < HEIGHT / TILE; row++) {
    for (let column = 0; column < WIDTH / TILE; column++) {
      const dx = draw.pick([0, 1]);
      const dy = draw.pick([0, 1]);
      const [x, y] = [(column + dx) * TILE, (row + dy) * TILE];
      const [sx, sy] = [dx ? -1 : 1, dy ? -1 : 1];
      const sweep = sx === sy ? 1 : 0;
      const arc = (r: number) => `M${n(x + sx * r)} ${y}A${n(r)} ${n(r)} 0 0 ${sweep} ${x} ${n(y + sy * r)}`;
      const kind = draw.pick(['lines', 'lines', 'disc', 'second'] as const);
      if (kind === 'disc') paths.disc += `${arc(TILE)}L${x} ${y}z`;
      else if (kind === 'second') paths.seconds += `${arc(TILE)}L${x} ${y}z`;
      for (const r of kind === 'lines' ? [12, 24, 36, 48, 60, 72] : []) paths.fine += arc(r);
      if (kind !== 'lines') paths.bold += arc(TILE / 2);
    }
  }
  return (
    <g fill="none">
      <path d={paths.disc} fill={LIGHT} />
      <path d={paths.seconds} fill={SECOND} />
      <path d={paths.fine} stroke={INK} strokeWidth="3" />
      <path d={paths.bold} stroke={INK} strokeWidth="9" />
    </g>
  );
}
