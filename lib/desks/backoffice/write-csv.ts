import { stringify } from 'csv-stringify';
import { plainCell } from '@/lib/core/http/plain-cell';
import { streamCsv } from '@/lib/core/http/stream-download';

/**
 * Rows as a CSV download, line by line in bounded memory: UTF-8 with a byte order mark, and text that a
 * spreadsheet would run as a formula made plain text. Stops reading when the download is broken off. `what`
 * names it in the log.
 */
export function writeCsv(
  what: string,
  columns: { key: string; header: string }[],
  rows: AsyncIterable<Record<string, string>>,
): ReadableStream<Uint8Array> {
  const csv = stringify({ bom: true, header: true, columns, record_delimiter: 'windows' });
  async function* plainRows() {
    for await (const row of rows)
      yield Object.fromEntries(Object.entries(row).map(([key, text]) => [key, plain(text)]));
  }
  return streamCsv(what, plainRows(), csv);
}

/** Plain numbers stay numbers, also below zero. */
function plain(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? text : plainCell(text);
}
