import type { TableName, Tables } from '../records.ts';
import type { Store } from '../store.ts';

export type LoadableRow = [table: TableName, id: string, row: Tables[TableName]];

/** What a history may bring: objects and what will happen to them; no settings, deliveries or keys. */
export const LOADABLE: ReadonlySet<TableName> = new Set<TableName>([
  'balance_transaction',
  'charge',
  'checkout.session',
  'connected_transaction',
  'customer',
  'dispute',
  'event',
  'file',
  'job',
  'payment_intent',
  'payment_method',
  'payout',
  'refund',
  'transfer',
  'transfer_reversal',
  'v2.core.account',
  'v2.core.event',
]);

/** One row a line, as in the journal: `["charge","ch_…",{"object":{…},"hidden":null}]`. Throws otherwise. */
export function readRows(text: string): LoadableRow[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, n) => {
      const row = parseRow(line);
      if (!row) throw new Error(`Line ${n + 1} is no row of the sandbox.`);
      return row;
    });
}

function parseRow(line: string): LoadableRow | null {
  try {
    const [table, id, row] = JSON.parse(line) as LoadableRow;
    return LOADABLE.has(table) && typeof id === 'string' && idOf(row) === id ? [table, id, row] : null;
  } catch {
    return null;
  }
}

/** The id of a row of a loadable table. */
export function idOf(row: Tables[TableName]): string {
  return 'object' in row ? (row.object as { id: string }).id : (row as Tables['job']).id;
}

/** Writes all rows in one transaction, or none. What is there already stays as it is. */
export function loadRows(store: Store, rows: LoadableRow[]): { loaded: number; known: number } {
  let loaded = 0;
  store.transaction(() => {
    for (const [table, id, row] of rows) {
      if (store.get(table, id)) continue;
      store.put(table, id, row);
      loaded += 1;
    }
  });
  return { loaded, known: rows.length - loaded };
}
