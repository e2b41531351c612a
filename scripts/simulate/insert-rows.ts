import type { ClientBase } from 'pg';
import { type RowOf, TABLES, type TableName } from './tables.ts';

const BATCH = 5_000;

/** A moment as PostgreSQL reads it. */
export const at = (ms: number): string => new Date(ms).toISOString();
export const atOrNull = (ms: number | null): string | null => (ms === null ? null : at(ms));

/** Inserts rows in their order, thousands with each statement. Every trigger and constraint sees them. */
export async function insertRows<T extends TableName>(
  client: ClientBase,
  table: T,
  rows: readonly RowOf<T>[],
): Promise<void> {
  const columns = Object.entries(TABLES[table]);
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const types = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
  const text = `INSERT INTO ${table} (${names})
    SELECT ${names} FROM json_to_recordset($1::json) AS t (${types})`;
  for (let from = 0; from < rows.length; from += BATCH)
    await client.query(text, [JSON.stringify(rows.slice(from, from + BATCH), bigintAsText)]);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** The first of `count` ids that are this table's alone from now on. */
export async function reserveIds(client: ClientBase, table: TableName, count: number): Promise<bigint> {
  const { rows } = await client.query<{ last: string }>(
    `SELECT setval(s, nextval(s) + $2::int - 1) AS last
     FROM (SELECT pg_get_serial_sequence($1, 'id')::regclass AS s) q`,
    [table, Math.max(count, 1)],
  );
  return BigInt(rows[0]?.last ?? 0) - BigInt(Math.max(count, 1)) + 1n;
}
