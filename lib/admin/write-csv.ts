import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { log } from '../log';

/**
 * Rows as a CSV download, line by line in bounded memory: UTF-8 with a byte order mark, and text that a spreadsheet would
 * run as a formula made plain text. Stops reading when the download is broken off.
 */
export function writeCsv(
  columns: { key: string; header: string }[],
  rows: AsyncIterable<Record<string, string>>,
): ReadableStream<Uint8Array> {
  const csv = stringify({ bom: true, header: true, columns, record_delimiter: 'windows' });
  async function* plainRows() {
    for await (const row of rows)
      yield Object.fromEntries(Object.entries(row).map(([key, text]) => [key, plain(text)]));
  }
  pipeline(Readable.from(plainRows()), csv, (error) => {
    if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
      log.error({ err: error }, 'an export broke off');
  });
  return Readable.toWeb(csv) as ReadableStream<Uint8Array>;
}

/** Plain numbers stay numbers, also below zero. */
function plain(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/u.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

/** The answer that a browser saves as a file. */
export function csvResponse(body: ReadableStream<Uint8Array>, fileName: string): Response {
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
