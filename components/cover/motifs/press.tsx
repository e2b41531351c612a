import { HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

const GAP = 15;

/** Rows of dots that grow and shrink, like a halftone. A dot is a dash without length and a round end. */
function screen(angle: number, peak: number, ink: string) {
  const rows = 34;
  return (
    <g
      key={ink}
      transform={`translate(${WIDTH / 2} ${HEIGHT / 2}) rotate(${n(angle)})`}
      stroke={ink}
      strokeLinecap="round"
      strokeDasharray={`0 ${GAP}`}
    >
      {Array.from({ length: rows }, (_, row) => {
        const y = (row - rows / 2) * GAP * 0.88;
        const width = 12.6 * Math.exp(-(((row / rows - peak) * 3.1) ** 2));
        return width < 1 ? null : (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            key={row}
            d={`M${row % 2 ? -330 : -330 + GAP / 2} ${n(y)}H330`}
            strokeWidth={n(width)}
          />
        );
      })}
    </g>
  );
}

/** Two halftone screens at two angles: ink meets ink. */
export function Press({ draw }: { draw: Draw }) {
  const angle = draw.between(10, 26) * draw.pick([-1, 1]);
  return (
    <>
      <circle
        cx={n(WIDTH * draw.between(0.3, 0.7))}
        cy={n(HEIGHT * draw.between(0.4, 0.6))}
        r="104"
        fill={LIGHT}
      />
      {screen(angle, draw.between(0.28, 0.42), INK)}
      {screen(angle + 62, draw.between(0.56, 0.7), SECOND)}
    </>
  );
}
