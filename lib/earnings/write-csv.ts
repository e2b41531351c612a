import 'server-only';
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { streamDownload } from '@/lib/http/stream-download';
import { toDecimalString } from '@/lib/money';
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
 * A period's unlocks and refunds as CSV, line by line: UTF-8 with a byte order mark, so that Korean opens right in
 * spreadsheets; times in UTC; exact decimals and micros, refunds below zero. Stops reading when the download is broken off.
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
        kind: plain(words.kind(event.kind)),
        item: plain(event.title),
        slug: plain(event.slug),
        source: plain(words.source(event.source)),
        country: plain(event.country === 'unknown' ? '' : event.country),
        amount: toDecimalString(event.micros, currency),
        currency: currency.toUpperCase(),
        micros: String(event.micros),
        reference: `${event.kind}-${event.unlockId}`,
      };
    }
  }
  // Whoever reads the end of the pipe is told of a failure.
  pipeline(Readable.from(rows()), csv, () => {});
  return streamDownload('earnings', csv);
}

/** Text that begins like a formula gets the apostrophe by which spreadsheets know text. */
function plain(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
}
