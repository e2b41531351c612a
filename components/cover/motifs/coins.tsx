import { GROUND, HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { hatchCircle } from '../hatch';
import { type Draw, n } from '../random';

/** A handful of coins thrown on the sheet, each shaded at its own angle. */
export function Coins({ draw }: { draw: Draw }) {
  const count = 7;
  const coins = Array.from({ length: count }, (_, index) => {
    const radius = draw.between(46, 78) + (index === 4 ? 34 : 0);
    return {
      x: n((index + 0.5) * (WIDTH / count) + draw.between(-34, 34)),
      y: n(HEIGHT * draw.between(0.18, 0.84)),
      radius: n(radius),
      angle: draw.between(0, Math.PI),
      kind: draw.pick(['hatch', 'hatch', 'plain', 'ring'] as const),
      ink: draw.pick([INK, INK, SECOND]),
    };
  });
  return coins.map(({ x, y, radius, angle, kind, ink }) => (
    <g key={`${x} ${y}`} stroke={ink} fill="none">
      <circle
        cx={x}
        cy={y}
        r={radius}
        fill={kind === 'plain' ? ink : kind === 'ring' ? LIGHT : GROUND}
        stroke="none"
      />
      {kind === 'hatch' ? <path d={hatchCircle(x, y, radius - 7, 5, angle)} strokeWidth="1.6" /> : null}
      {kind === 'ring' ? <circle cx={x} cy={y} r={n(radius * 0.62)} strokeWidth={n(radius * 0.2)} /> : null}
      <circle cx={x} cy={y} r={n(radius - 4)} stroke={kind === 'plain' ? GROUND : ink} strokeWidth="1.2" />
      <circle cx={x} cy={y} r={radius} strokeWidth="2.4" />
    </g>
  ));
}
