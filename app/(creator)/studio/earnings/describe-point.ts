import type { DateTimeFormatOptions } from 'next-intl';
import { DAY_MS } from '@/lib/core/time';
import type { Grain, Range } from '@/lib/rooms/earnings';

type Format = (at: Date, options: DateTimeFormatOptions) => string;

/** A point of the chart in words: short for the axis, in full for tooltip and table. */
export function describePoint(
  { from, to }: Range,
  grain: Grain,
  zone: string,
  format: Format,
): { tick: string; when: string } {
  const shown = (options: DateTimeFormatOptions) => format(from, { timeZone: zone, ...options });
  switch (grain) {
    case 'hour':
      return {
        tick: shown({ hour: 'numeric' }),
        // The zone's name tells the two hours apart that share a number when the clock goes back.
        when: shown({
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: 'numeric',
          minute: '2-digit',
          timeZoneName: 'short',
        }),
      };
    case 'day':
      return {
        tick: shown({ day: 'numeric', month: 'numeric' }),
        when: shown({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
      };
    case 'week': {
      const last = format(new Date(to.getTime() - DAY_MS / 2), {
        timeZone: zone,
        day: 'numeric',
        month: 'short',
        year: 'numeric',
      });
      return {
        tick: shown({ day: 'numeric', month: 'numeric' }),
        when: `${shown({ day: 'numeric', month: 'short' })} – ${last}`,
      };
    }
    case 'month':
      return { tick: shown({ month: 'short' }), when: shown({ month: 'long', year: 'numeric' }) };
  }
}
