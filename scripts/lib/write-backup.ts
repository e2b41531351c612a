import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';

export interface Manifest {
  format: 'farthing-backup-1';
  at: string;
  migrations: string[];
  /** Rows of each table. */
  counts: Record<string, number>;
  sequences: Record<string, string>;
  /** By type and currency, in micros: what the restored ledger must show. */
  trialBalance: TrialLine[];
}

export interface TrialLine {
  type: string;
  currency: string;
  debit: string;
  credit: string;
}

const PAGE = 1_000;

export const TABLES = `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
  AND relkind = 'r'
  AND relname <> '_prisma_migrations' ORDER BY 1`;

export const TRIAL_BALANCE = `
  SELECT a.type::text, trim(a.currency) AS currency, sum(debit)::text AS debit, sum(credit)::text AS credit
    FROM (
    SELECT debit_account_id AS id, sum(amount_micros) AS debit, 0 AS credit FROM transfers GROUP BY 1
    UNION ALL SELECT credit_account_id, 0, sum(amount_micros) FROM transfers GROUP BY 1
  ) sides JOIN accounts a ON a.id = sides.id GROUP BY 1, 2 ORDER BY 2, 1`;

/**
 * Writes every row of the database as it is at one moment into one compressed file: a manifest, then a line
 * of JSON per row. Needs no program but Node and no right but reading; blocks nobody. The queue of jobs is
 * left out: it fills itself again.
 */
export async function writeBackup(databaseUrl: string, file: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const manifest = await readManifest(client);
    const lines = Readable.from(writeLines(client, manifest));
    await pipeline(lines, createGzip(), createWriteStream(file, { mode: 0o600 }));
    return manifest;
  } finally {
    await client.end();
  }
}

async function readManifest(client: pg.Client): Promise<Manifest> {
  const tables = await client.query<{ name: string }>(TABLES);
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await client.query(
      `SELECT count(*)::int AS count FROM ${client.escapeIdentifier(name)}`,
    );
    counts[name] = rows[0].count;
  }
  const migrations = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL
      AND rolled_back_at IS NULL ORDER BY 1`,
  );
  const sequences = await client.query<{ name: string; last: string }>(
    `SELECT sequencename AS name, last_value AS last FROM pg_sequences WHERE schemaname = 'public'
      AND last_value IS NOT NULL`,
  );
  const trial = await client.query<TrialLine>(TRIAL_BALANCE);
  return {
    format: 'farthing-backup-1',
    at: new Date().toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    counts,
    sequences: Object.fromEntries(sequences.rows.map(({ name, last }) => [name, last])),
    trialBalance: trial.rows,
  };
}

async function* writeLines(client: pg.Client, manifest: Manifest): AsyncGenerator<string> {
  yield `${JSON.stringify(manifest)}\n`;
  for (const name of Object.keys(manifest.counts)) {
    await client.query(
      `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS line
        FROM ${client.escapeIdentifier(name)} t`,
    );
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`FETCH ${PAGE} FROM backup_rows`);
      // The row stays PostgreSQL's own text: JavaScript's numbers would round a bigint.
      if (rows.length > 0) yield rows.map(({ line }) => `${name} ${line}\n`).join('');
      if (rows.length < PAGE) break;
    }
    await client.query('CLOSE backup_rows');
  }
}
