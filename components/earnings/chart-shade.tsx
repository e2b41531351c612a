/**
 * The bars of a chart, which the server can draw: what stands in their place until the script that draws it
 * is there. Fills the nearest positioned box, and goes when a chart is drawn inside the nearest `group`.
 */
export function ChartShade({ values, ticks }: { values: number[]; ticks: number[] }) {
  const [least, most] = [ticks[0] ?? 0, ticks.at(-1) ?? 0];
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${values.length} ${most - least}`}
      preserveAspectRatio="none"
      // As far from the edges as the chart's axes leave.
      className={
        'absolute top-2 right-1 h-[calc(100%-2.375rem)] w-[calc(100%-3rem)] fill-copper ' +
        'opacity-30 group-has-[.recharts-surface]:hidden'
      }
    >
      {values.map((value, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
        <rect key={n} x={n + 0.09} y={most - Math.max(0, value)} width={0.82} height={Math.abs(value)} />
      ))}
    </svg>
  );
}
