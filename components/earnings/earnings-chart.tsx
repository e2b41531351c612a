'use client';

import { useId } from 'react';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { formatMoney } from '@/lib/core/money';
import { ChartShade } from './chart-shade';
import { niceTicks } from './nice-ticks';

interface ChartPoint {
  /** Under the axis. */
  tick: string;
  /** In full, for the tooltip. */
  when: string;
  /** Exact, in micros as text; null for what is still to come. */
  earnedMicros: string | null;
  beforeMicros: string | null;
}

interface ChartWords {
  title: string;
  hint: string;
  earned: string;
  before: string;
}

interface EarningsChartProps {
  points: ChartPoint[];
  currency: string;
  locale: string;
  words: ChartWords;
}

const MICROS = 1_000_000;
// A drawing needs numbers; what is read out and written beside it is formatted from the exact micros.
const toUnits = (micros: string | null) => (micros === null ? null : Number(micros) / MICROS);
const tickStyle = { fill: 'var(--faint)', fontSize: 11 };

/** One question: how much was earned, and when. Bars, with the period before as a broken line behind them. */
export function EarningsChart({ points, currency, locale, words }: EarningsChartProps) {
  const hintId = useId();
  const money = (units: number) => formatMoney(BigInt(Math.round(units * MICROS)), currency, locale);
  const data = points.map((point) => ({
    ...point,
    earned: toUnits(point.earnedMicros),
    before: toUnits(point.beforeMicros),
  }));
  const ticks = niceTicks(data.flatMap(({ earned, before }) => [earned ?? 0, before ?? 0]));
  return (
    <div className="group relative h-44 text-xs sm:h-72">
      <p id={hintId} className="sr-only">
        {words.hint}
      </p>
      <ChartShade values={data.map(({ earned }) => earned ?? 0)} ticks={ticks} />
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 350, height: 176 }}>
        <ComposedChart
          data={data}
          accessibilityLayer
          aria-label={words.title}
          aria-describedby={hintId}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          barCategoryGap="18%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="tick"
            tickLine={false}
            axisLine={{ stroke: 'var(--edge)' }}
            tick={tickStyle}
            interval="equidistantPreserveStart"
            minTickGap={16}
          />
          <YAxis
            width="auto"
            tickLine={false}
            axisLine={false}
            tick={tickStyle}
            ticks={ticks}
            tickFormatter={money}
            domain={[ticks[0] ?? 0, ticks.at(-1) ?? 0]}
          />
          <ReferenceLine y={0} stroke="var(--edge)" />
          <Bar dataKey="earned" fill="var(--copper)" isAnimationActive={false} maxBarSize={36} />
          <Line
            dataKey="before"
            stroke="var(--edge)"
            strokeWidth={1.5}
            strokeDasharray="3 3"
            dot={false}
            activeDot={false}
            type="linear"
            isAnimationActive={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--copper-tint)', stroke: 'none' }}
            isAnimationActive={false}
            content={(props) => <PointCard {...props} currency={currency} locale={locale} words={words} />}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

type PointCardProps = TooltipContentProps & Pick<EarningsChartProps, 'currency' | 'locale' | 'words'>;

/** What the pointer or the arrow keys are at; also said aloud. */
function PointCard({ active, payload, currency, locale, words }: PointCardProps) {
  const point = payload?.[0]?.payload as ChartPoint | undefined;
  if (!active || !point) return null;
  const money = (micros: string) => formatMoney(BigInt(micros), currency, locale);
  return (
    <div
      role="status"
      className="rounded-md border border-edge bg-raised px-3 py-2 text-ink text-xs shadow-none"
    >
      <p className="font-[560]">{point.when}</p>
      {point.earnedMicros === null ? null : (
        <p className="figures">
          {words.earned} {money(point.earnedMicros)}
        </p>
      )}
      {point.beforeMicros === null ? null : (
        <p className="figures text-faint">
          {words.before} {money(point.beforeMicros)}
        </p>
      )}
    </div>
  );
}
