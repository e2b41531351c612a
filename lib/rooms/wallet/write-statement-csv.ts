import 'server-only';
import { stringify } from 'csv-stringify';
import { plainCell } from '@/lib/core/http/plain-cell';
import { streamCsv } from '@/lib/core/http/stream-download';
import { toDecimalString } from '@/lib/core/money';
import type { StatementEntry } from './list-statement';

export interface StatementCsvWords {
  columns: Record<Column, string>;
  kind: (entry: StatementEntry) => string;
  /** The card or the creator. */
  detail: (entry: StatementEntry) => string;
}

const COLUMNS = ['date', 'kind', 'title', 'detail', 'amount', 'currency', 'balance', 'reference'] as const;
type Column = (typeof COLUMNS)[number];

/**
 * A statement as CSV, line by line: UTF-8 with a byte order mark (Excel takes it for a Korean code page
 * without one), exact decimals with a point, times in UTC. Text that a spreadsheet would run as a formula is
 * made plain text; numbers stay numbers, also below zero. Stops reading when the download is broken off.
 */
export function writeStatementCsv(
  entries: AsyncIterable<StatementEntry>,
  currency: string,
  words: StatementCsvWords,
): ReadableStream<Uint8Array> {
  const columns = COLUMNS.map((key) => ({ key, header: words.columns[key] }));
  const csv = stringify({ bom: true, header: true, columns, record_delimiter: 'windows' });
  async function* rows() {
    for await (const entry of entries) {
      yield {
        date: entry.at.toISOString(),
        kind: plainCell(words.kind(entry)),
        title: plainCell(entry.item?.title ?? ''),
        detail: plainCell(words.detail(entry)),
        amount: toDecimalString(entry.amountMicros, currency),
        currency: currency.toUpperCase(),
        balance: toDecimalString(entry.balanceAfterMicros, currency),
        reference: `${entry.kind}-${entry.ref}`,
      };
    }
  }
  return streamCsv('statement', rows(), csv);
}
