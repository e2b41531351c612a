import 'server-only';
import { stringify } from 'csv-stringify';
import { streamCsv } from '@/lib/core/http/stream-download';
import { toDecimalString } from '@/lib/core/money';
import { fromSnapshot } from './stream-rows';
import { type ExportFilters, streamTransfers } from './stream-transfers';

const COLUMNS = [
  'time',
  'kind',
  'ref',
  'leg',
  'debit_account',
  'debit_type',
  'credit_account',
  'credit_type',
  'amount',
  'currency',
];

/**
 * Transfers as CSV, line by line: UTF-8, times in UTC, exact decimals with a point, names as the database has
 * them. Every cell is a number, a time or one of our own words: nothing in it was typed by a person, so no
 * spreadsheet runs any of it.
 */
export function writeTransfersCsv(filters: ExportFilters): ReadableStream<Uint8Array> {
  const csv = stringify({ bom: true, header: true, columns: COLUMNS, record_delimiter: 'windows' });
  async function* rows() {
    for await (const row of fromSnapshot((snapshot) => streamTransfers(snapshot, filters))) {
      yield {
        time: row.at.toISOString(),
        kind: row.kind,
        ref: row.ref,
        leg: row.leg,
        debit_account: row.debit_id,
        debit_type: row.debit_type,
        credit_account: row.credit_id,
        credit_type: row.credit_type,
        amount: toDecimalString(BigInt(row.micros), row.currency),
        currency: row.currency.toUpperCase(),
      };
    }
  }
  return streamCsv('transfers', rows(), csv);
}
