import { HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

const LINES = 22;
const HUMPS = 17;

/** Two close vibrations added up: each line swells and fades, and the swell wanders down the sheet. */
export function Waves({ draw }: { draw: Draw }) {
  const beat = draw.between(0.9, 1.4);
  const drift = draw.between(0.09, 0.16) * draw.pick([-1, 1]);
  const phase = draw.between(0, 6);
  const chosen = Math.floor(draw.between(7, 15));
  const step = WIDTH / (HUMPS - 2);
  const line = (row: number) => {
    const base = 20 + row * ((HEIGHT - 40) / (LINES - 1));
    const start = -step * (0.5 + (row % 2) * 0.5);
    let path = `M${n(start)} ${n(base)}`;
    for (let hump = 0; hump < HUMPS; hump++) {
      const t = (start + (hump + 0.5) * step) / WIDTH;
      const swell = Math.cos(Math.PI * (t * beat + row * drift) + phase) ** 2;
      path += `q${n(step / 2)} ${n((hump % 2 ? 40 : -40) * swell)} ${n(step)} 0`;
    }
    return path;
  };
  const rows = Array.from({ length: LINES }, (_, row) => row);
  return (
    <g fill="none">
      <circle cx={n(WIDTH * draw.between(0.3, 0.7))} cy={HEIGHT / 2} r="96" fill={LIGHT} />
      <path
        d={rows
          .filter((row) => row !== chosen)
          .map(line)
          .join('')}
        stroke={INK}
        strokeWidth="1.7"
      />
      <path d={line(chosen)} stroke={SECOND} strokeWidth="4" />
    </g>
  );
}
