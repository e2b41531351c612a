import { HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

/** Two sounding points whose circles run through each other. */
export function Rings({ draw }: { draw: Draw }) {
  const y = HEIGHT * draw.between(0.42, 0.62);
  const sources = [
    { x: n(WIDTH * draw.between(0.3, 0.4)), y: n(y), step: n(draw.between(11, 13)), ink: INK },
    { x: n(WIDTH * draw.between(0.62, 0.72)), y: n(HEIGHT - y), step: n(draw.between(15, 18)), ink: SECOND },
  ];
  return (
    <>
      {sources.map(({ x, y: cy, step, ink }) => (
        <g key={ink} fill="none" stroke={ink}>
          {Array.from({ length: 19 }, (_, ring) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: rings never move
              key={ring}
              cx={x}
              cy={cy}
              r={n(step * (ring + 1))}
              strokeWidth={n(Math.max(0.8, 3.8 - ring * 0.2))}
            />
          ))}
        </g>
      ))}
      <circle cx={sources[0]?.x} cy={sources[0]?.y} r="5" fill={INK} />
      <circle cx={sources[1]?.x} cy={sources[1]?.y} r="26" fill={LIGHT} stroke={SECOND} strokeWidth="2.4" />
      <circle cx={sources[1]?.x} cy={sources[1]?.y} r="5" fill={SECOND} />
    </>
  );
}
