import { pipeline, Readable } from 'node:stream';
import type { Stringifier } from 'csv-stringify';
import { log } from '../log';

/**
 * What is made piece by piece as the body of an answer, never faster than it is taken. A reader who goes away
 * ends the making, which is no fault of ours; a failure in the making breaks the download off, so that half a
 * file does not pass for a whole one. `what` names it in the log.
 */
export function streamDownload(what: string, pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await iterator.next();
          if (done) return controller.close();
          bytes += value.byteLength;
          controller.enqueue(value);
        } catch (error) {
          log.error({ what, bytes, err: error }, 'an export broke off');
          controller.error(error);
        }
      },
      async cancel() {
        log.info({ what, bytes }, 'the reader of an export went away');
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The same for a CSV: the rows, as `csv` writes them. */
export function streamCsv(
  what: string,
  rows: AsyncIterable<unknown>,
  csv: Stringifier,
): ReadableStream<Uint8Array> {
  // Anyone who reads the end of the pipe is told about a failure.
  pipeline(Readable.from(rows), csv, () => {});
  return streamDownload(what, csv);
}
