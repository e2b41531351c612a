import { useId } from 'react';

interface DayChartProps {
  /** What the chart shows, in words: it stands for the picture where that is not seen. */
  label: string;
  /** One value per day, the oldest first. Only their proportions matter, so a number is exact enough. */
  values: number[];
  /** The first and the last day, in words. */
  from: string;
  until: string;
  /** `bars` for what happens on a day, `line` for what there is at its end. */
  kind: 'bars' | 'line';
}

const WIDTH = 300;
const HEIGHT = 72;

/** A small trend, drawn on the server: no script, no library. The figures stand in a table behind it. */
export function DayChart({ label, values, from, until, kind }: DayChartProps) {
  const title = useId();
  const top = Math.max(...values, 0) || 1;
  const step = WIDTH / Math.max(values.length, 1);
  const y = (value: number) => HEIGHT - (Math.max(value, 0) / top) * (HEIGHT - 4);
  const points = values.map((value, index) => `${(index + 0.5) * step},${y(value).toFixed(2)}`);
  return (
    <figure>
      <svg
        role="img"
        aria-labelledby={title}
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`}
        preserveAspectRatio="none"
        className="h-18 w-full"
      >
        <title id={title}>{label}</title>
        <line
          x1="0"
          x2={WIDTH}
          y1={HEIGHT + 0.5}
          y2={HEIGHT + 0.5}
          className="stroke-line"
          vectorEffect="non-scaling-stroke"
        />
        {kind === 'bars' ? (
          values.map((value, index) => (
            <rect
              key={`${String(index)} ${value}`}
              x={index * step + step * 0.15}
              width={step * 0.7}
              y={y(value)}
              height={HEIGHT - y(value)}
              className="fill-copper"
            />
          ))
        ) : (
          <>
            <polygon
              points={`${step / 2},${HEIGHT} ${points.join(' ')} ${WIDTH - step / 2},${HEIGHT}`}
              className="fill-copper-tint"
            />
            <polyline
              points={points.join(' ')}
              className="fill-none stroke-[1.5] stroke-copper"
              vectorEffect="non-scaling-stroke"
            />
          </>
        )}
      </svg>
      <figcaption className="mt-1 flex justify-between text-faint text-xs">
        <span>{from}</span>
        <span>{until}</span>
      </figcaption>
    </figure>
  );
}
