import { isId } from '@/lib/core/ids';
import { type Period, readPeriod } from './period';
import type { Filter } from './sum-rollups';

export interface EarningsView {
  period: Period;
  filter: Filter;
}

type Query = Record<string, string | undefined>;

const SOURCE = /^[a-z0-9:._-]{1,80}$/;
const COUNTRY = /^([A-Z]{2}|unknown)$/;

/** What an address asks the dashboard for: period and one filter. What makes no sense is left out. */
export function readEarningsView(query: Query, zone: string, now?: Date): EarningsView {
  const period = readPeriod({ name: query.period, from: query.from, to: query.to }, zone, now);
  const given: [Filter['dimension'], string | undefined, (text: string) => boolean][] = [
    ['item', query.item, isId],
    ['source', query.source, (text) => SOURCE.test(text)],
    ['country', query.country, (text) => COUNTRY.test(text)],
  ];
  const [dimension, key] = given.find(([, value, isOne]) => value && isOne(value)) ?? [];
  return { period, filter: dimension && key ? { dimension, key } : { dimension: 'all', key: '' } };
}

/** The part of an address that asks for a view; empty for the one that is shown unasked. */
export function writeEarningsQuery(
  { name, firstDay, lastDay }: Pick<Period, 'name' | 'firstDay' | 'lastDay'>,
  { dimension, key }: Filter = { dimension: 'all', key: '' },
): string {
  const query = new URLSearchParams();
  if (name !== 'month') query.set('period', name);
  if (name === 'custom') {
    query.set('from', firstDay);
    query.set('to', lastDay);
  }
  if (dimension !== 'all') query.set(dimension, key);
  const text = query.toString();
  return text && `?${text}`;
}
