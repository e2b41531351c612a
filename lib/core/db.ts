import pg from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { env } from './env.ts';
import { log } from './log.ts';
import { SealedAdapter } from './sealed-adapter.ts';
import { MINUTE_MS } from './time.ts';

export type { Prisma } from '../generated/prisma/client.ts';

/** A Prisma client or an open interactive transaction, for a function that only reads or writes rows. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

interface Connections {
  pool: pg.Pool;
  db: PrismaClient;
}

// Far longer than any of our statements takes, locks included.
const QUERY_TIMEOUT_MS = 30_000;
// Between two statements of a transaction we wait for nobody.
const IDLE_IN_TRANSACTION_MS = MINUTE_MS;

// Kept on globalThis: `next dev` evaluates modules again on every edit, and pools would pile up.
const kept = globalThis as unknown as { farthingConnections?: Connections };

function connect(): Connections {
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // A server that vanished without a word (power, network, fail-over) answers nothing for as long as TCP
    // has patience, a quarter of an hour: anyone who waits on it is told sooner, and the connection is given
    // up.
    query_timeout: QUERY_TIMEOUT_MS,
    // Locks of a process that froze in the middle of a transaction are let go by the database itself.
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
  });
  // Without a listener a lost idle connection would end the process; the pool makes a new one on the next
  // query.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  // A connection that comes back within a transaction, because its end got no answer, would take what others
  // do into it.
  pool.on('release', (_error, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end();
  });
  const db = new PrismaClient({ adapter: new SealedAdapter(pool) });
  return { pool, db };
}

function connections(): Connections {
  kept.farthingConnections ??= connect();
  return kept.farthingConnections;
}

function lazy<K extends keyof Connections>(name: K): Connections[K] {
  return new Proxy({} as Connections[K], {
    get(_target, property) {
      const target = connections()[name];
      const value = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The Prisma client. Connects on first use, so that `next build` needs no database. */
export const db = lazy('db');

/** The same connections without Prisma, for the ledger's batched calls. */
export const pool = lazy('pool');

/**
 * A connection of one's own, for reading whole tables: those of the pool are for people who wait, and are cut
 * off sooner. The caller ends it. `queryMinutes`: after so long an answer is not waited for any more; for
 * ever unless told.
 */
export async function connectAlone({ queryMinutes = 0 } = {}): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: env.DATABASE_URL,
    query_timeout: queryMinutes * MINUTE_MS,
    keepAlive: true,
  });
  // A lost connection rejects the query under way, which says enough; without a listener it would end the
  // process too.
  client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'));
  await client.connect();
  return client;
}

/** Closes every connection; for scripts and tests that end. */
export async function disconnect(): Promise<void> {
  const open = kept.farthingConnections;
  kept.farthingConnections = undefined;
  await open?.db.$disconnect();
  await open?.pool.end();
}
