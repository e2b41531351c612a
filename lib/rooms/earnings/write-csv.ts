import 'server-only';
import { stringify } from 'csv-stringify';
import { plainCell } from '@/lib/core/http/plain-cell';
import { streamCsv } from '@/lib/core/http/stream-download';
import { toDecimalString } from '@/lib/core/money';
import type { EarningsEvent } from './list-events';

const COLUMNS = [
  'at',
  'kind',
  'item',
  'slug',
  'source',
  'country',
  'amount',
  'currency',
  'micros',
  'reference',
] as const;

export interface EarningsCsvWords {
  columns: Record<(typeof COLUMNS)[number], string>;
  kind: (kind: EarningsEvent['kind']) => string;
  source: (source: string) => string;
}

/**
 * A period's unlocks and refunds as CSV, line by line: UTF-8 with a byte order mark, so that Korean opens
 * right in spreadsheets; times in UTC; exact decimals and micros, refunds below zero. Stops reading when the
 * download is broken off.
 */
export function writeEarningsCsv(
  events: AsyncIterable<EarningsEvent>,
  currency: string,
  words: EarningsCsvWords,
): ReadableStream<Uint8Array> {
  const columns = COLUMNS.map((key) => ({ key, header: words.columns[key] }));
  const csv = stringify({ bom: true, header: true, columns, record_delimiter: 'windows' });
  async function* rows() {
    for await (const event of events) {
      yield {
        at: event.at.toISOString(),
        kind: plainCell(words.kind(event.kind)),
        item: plainCell(event.title),
        slug: plainCell(event.slug),
        source: plainCell(words.source(event.source)),
        country: plainCell(event.country === 'unknown' ? '' : event.country),
        amount: toDecimalString(event.micros, currency),
        currency: currency.toUpperCase(),
        micros: String(event.micros),
        reference: `${event.kind}-${event.unlockId}`,
      };
    }
  }
  return streamCsv('earnings', rows(), csv);
}
