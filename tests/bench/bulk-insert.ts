import type { Pool } from 'pg';
import { CREATORS, ITEMS, PRICE_MICROS, READERS } from './seed.ts';

/** Copies of the two tables with indexes and CHECKs, without triggers: nothing looks at the rows. */
export async function prepareBulk(pool: Pool): Promise<void> {
  await pool.query(`
    CREATE TABLE bulk_unlocks (LIKE unlocks INCLUDING ALL);
    CREATE TABLE bulk_transfers (LIKE transfers INCLUDING ALL)`);
}

const literal = (values: number[]) => `{${values.join(',')}}`;
let serial = 0;

/**
 * The same rows as `size` unlocks, written in one statement from arrays by the same driver: no lock, no
 * look-up, no balance, no answer. What is left is what PostgreSQL itself charges for them.
 */
export async function bulkInsert(pool: Pool, size: number): Promise<void> {
  const from = serial;
  serial += size;
  const numbers = Array.from({ length: size }, (_, k) => from + k);
  const readers = numbers.map((n) => 1 + ((n * 7919) % READERS));
  await pool.query({
    name: 'bulk',
    text: `WITH u AS (
        INSERT INTO bulk_unlocks (id, wallet_id, reader_id, item_id, price_micros)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
      )
      INSERT INTO bulk_transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros)
      SELECT ref, 'unlock', 0, debit, credit, amount
      FROM unnest($1::bigint[], $5::bigint[], $6::bigint[], $4::bigint[]) AS t (ref, debit, credit, amount)`,
    values: [
      literal(numbers.map((n) => n + 1)),
      literal(readers),
      literal(numbers.map((n, k) => 1 + ((Math.floor(n / READERS) + (readers[k] ?? 0) * 13) % ITEMS))),
      literal(numbers.map(() => Number(PRICE_MICROS))),
      literal(readers.map((reader) => CREATORS + reader)),
      literal(numbers.map((n) => 1 + (n % CREATORS))),
    ],
  });
}
