import 'server-only';
import type pg from 'pg';
import { connectAlone } from '@/lib/core/db';

const PAGE = 2_000;

export interface Snapshot {
  /** All rows of a query, read in pages: memory does not grow with their number. One query at a time. */
  rows<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): AsyncGenerator<Row>;
}

/** Gives `read` one snapshot on its own connection, because an export may take minutes. */
export async function* fromSnapshot<T>(read: (snapshot: Snapshot) => AsyncGenerator<T>): AsyncGenerator<T> {
  const client = await connectAlone();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    yield* read({ rows: (text, values) => readRows(client, text, values) });
  } finally {
    // Ends the transaction too.
    await client.end();
  }
}

async function* readRows<Row extends pg.QueryResultRow>(
  client: pg.Client,
  text: string,
  values: unknown[] = [],
): AsyncGenerator<Row> {
  await client.query(`DECLARE export_rows NO SCROLL CURSOR FOR ${text}`, values);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${PAGE} FROM export_rows`);
    yield* rows;
    if (rows.length < PAGE) break;
  }
  await client.query('CLOSE export_rows');
}
