import { GROUND, HEIGHT, INK, LIGHT, SECOND, WIDTH } from '../canvas';
import { type Draw, n } from '../random';

const LAYERS = 8;
const KNOTS = 6;

/** Layers laid down one after another: each edge follows the one below it, and a little worn. */
export function Strata({ draw }: { draw: Draw }) {
  const tilt = draw.between(-34, 34);
  const heights = Array.from({ length: KNOTS + 1 }, () => 0);
  const step = WIDTH / KNOTS;
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const base = 52 + (layer * (HEIGHT - 60)) / LAYERS;
    const ys = heights.map((_, knot) => {
      heights[knot] = (heights[knot] ?? 0) * 0.7 + draw.between(-13, 13);
      return base + (heights[knot] ?? 0) + tilt * (knot / KNOTS - 0.5);
    });
    let edge = `M0 ${n(ys[0] ?? base)}`;
    for (let knot = 1; knot <= KNOTS; knot++) {
      const [x, y, before] = [knot * step, ys[knot] ?? base, ys[knot - 1] ?? base];
      edge += `C${n(x - step / 2)} ${n(before)} ${n(x - step / 2)} ${n(y)} ${n(x)} ${n(y)}`;
    }
    return { edge, kind: layer % 4 };
  });
  const sun = { x: n(WIDTH * draw.between(0.2, 0.8)), r: n(draw.between(24, 36)) };
  const fills = [INK, LIGHT, SECOND, GROUND];
  return (
    <>
      <circle cx={sun.x} cy="46" r={sun.r} fill={SECOND} />
      {layers.map(({ edge, kind }) => (
        <g key={edge}>
          <path d={`${edge}V${HEIGHT}H0z`} fill={fills[kind]} />
          <g fill="none" stroke={kind === 0 || kind === 2 ? GROUND : INK} strokeWidth="1.4">
            {kind === 1 ? (
              <path
                d={edge}
                transform="translate(0 14)"
                strokeWidth="2"
                strokeDasharray="1 8"
                strokeLinecap="round"
              />
            ) : (
              <>
                <path d={edge} transform="translate(0 10)" />
                <path d={edge} transform="translate(0 18)" />
                <path d={edge} transform="translate(0 26)" strokeDasharray="18 6" />
              </>
            )}
          </g>
        </g>
      ))}
    </>
  );
}
