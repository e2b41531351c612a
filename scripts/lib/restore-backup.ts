import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { applyMigrations } from './apply-migrations.ts';
import { type Manifest, TABLES } from './write-backup.ts';

const BATCH = 500;

/**
 * Fills a new, empty database from a backup, all or nothing. Applies this code's migrations first; they must
 * be those of the backup. Its user must be allowed to switch triggers off (`session_replication_role`): a
 * superuser, or one granted it.
 */
export async function restoreBackup(file: string, databaseUrl: string): Promise<Manifest> {
  await applyMigrations(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    // What was true when it was written is not judged again row by row: the laws are checked at the end.
    await client.query('SET LOCAL session_replication_role = replica');
    const manifest = await readInto(client, file);
    for (const [name, last] of Object.entries(manifest.sequences))
      await client.query('SELECT setval($1::regclass, $2)', [client.escapeIdentifier(name), last]);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return manifest;
  } finally {
    await client.end();
  }
}

async function readInto(client: pg.Client, file: string): Promise<Manifest> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: 0 });
  let manifest: Manifest | null = null;
  let table = '';
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length > 0) await insert(client, table, batch);
    batch = [];
  };
  for await (const line of lines) {
    if (!manifest) {
      manifest = JSON.parse(line) as Manifest;
      await prepare(client, manifest);
      continue;
    }
    const gap = line.indexOf(' ');
    const name = line.slice(0, gap);
    if (!Object.hasOwn(manifest.counts, name)) throw new Error('The backup is damaged.');
    if (name !== table || batch.length === BATCH) await flush();
    table = name;
    batch.push(line.slice(gap + 1));
  }
  await flush();
  if (!manifest) throw new Error('The backup is empty.');
  return manifest;
}

/** Refuses a backup of another shape and a database in use; removes what migrations put in. */
async function prepare(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1',
  );
  const here = rows.map(({ name }) => name).join();
  if (manifest.format !== 'farthing-backup-1' || here !== manifest.migrations.join())
    throw new Error('The backup was written by another version: check that version out and restore with it.');
  const used = await client.query('SELECT FROM users UNION ALL SELECT FROM transfers LIMIT 1');
  if (used.rowCount !== 0) throw new Error('The database is in use: restore into a new, empty one.');
  const tables = await client.query<{ name: string }>(TABLES);
  for (const { name } of tables.rows) {
    const quoted = client.escapeIdentifier(name);
    const found = await client.query(`SELECT FROM ${quoted} LIMIT 1`);
    if (found.rowCount !== 0) await client.query(`DELETE FROM ${quoted}`);
  }
}

async function insert(client: pg.Client, table: string, rows: string[]): Promise<void> {
  const quoted = client.escapeIdentifier(table);
  await client.query(
    `INSERT INTO ${quoted} SELECT * FROM json_populate_recordset(NULL::${quoted}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
}
