import 'server-only';
import type { QueryConfig } from 'pg';
import { pool } from '@/lib/core/db';
import { MINUTE_MS } from '@/lib/core/time';

/** The highest ids given out so far; those below are committed, under way, or never will be. */
interface Ids {
  unlockId: string;
  refundId: string;
  viewId: string;
}

interface Options {
  /** Rows that one transaction rolls up. */
  batch?: number;
  /** How long to wait for transactions under way to end. */
  patienceMs?: number;
  signal?: AbortSignal;
}

const WAIT_MS = 50;
const REBUILD_MS = 15 * MINUTE_MS;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Brings the dashboard's sums up to now. What is rolled up is final, which is proven, not guessed by the
 * clock: an unlock, a refund and a view get their id after their transaction has its number. So once every
 * transaction numbered before we looked at the ids has ended, no row with such an id can still appear. If one
 * of them does not end within our patience, the next run is soon enough: the page adds up what is not rolled
 * up itself. Safe to repeat, to run twice at once and to kill: each step is one transaction that moves the
 * mark of how far it got.
 */
export async function rollUpEarnings({
  batch = 20_000,
  patienceMs = 20_000,
  signal,
}: Options = {}): Promise<boolean> {
  const ids = await readFinalIds(patienceMs, signal);
  if (!ids) return false;
  const steps: [step: string, upTo: string][] = [
    ['roll_up_unlocks', ids.unlockId],
    // After the unlocks, because it takes some of them back.
    ['roll_up_refunds', ids.refundId],
    ['roll_up_views', ids.viewId],
  ];
  for (const [step, upTo] of steps) {
    for (let more = true; more && !signal?.aborted; ) {
      const { rows } = await pool.query<{ more: boolean }>(`SELECT ${step}($1, $2) AS more`, [upTo, batch]);
      more = rows[0]?.more ?? false;
    }
  }
  for (let more = true; more && !signal?.aborted; ) {
    const { rows } = await pool.query<{ more: boolean }>('SELECT follow_one_zone() AS more');
    more = rows[0]?.more ?? false;
  }
  return !signal?.aborted;
}

/**
 * Makes all sums of unlocks and refunds again, up to what is final, in one pass: for a first fill, and where
 * a row was changed behind the job's back. Dashboards and the job wait for it: some seconds for each million.
 * False: something did not end in time.
 */
export async function rebuildEarnings({
  patienceMs = 20_000,
  signal,
}: Omit<Options, 'batch'> = {}): Promise<boolean> {
  const ids = await readFinalIds(patienceMs, signal);
  if (!ids) return false;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Longer than any other statement takes: the pool's limit is not for this one.
    await client.query({
      text: 'SELECT rebuild_earnings($1, $2)',
      values: [ids.unlockId, ids.refundId],
      query_timeout: REBUILD_MS,
    } as QueryConfig);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
  return true;
}

async function readFinalIds(patienceMs: number, signal?: AbortSignal): Promise<Ids | null> {
  // The refunds first: the unlock of each of them was there before it.
  const refunds = await lastId('unlock_refunds_id_seq');
  const unlocks = await lastId('unlocks_id_seq');
  const views = await lastId('item_views_id_seq');
  const { rows } = await pool.query<{ xid: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot()) AS xid');
  const xid = rows[0]?.xid;
  for (let waited = 0; waited <= patienceMs && !signal?.aborted; waited += WAIT_MS) {
    const ended = await pool.query<{ all: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 AS all',
      [xid],
    );
    if (ended.rows[0]?.all) return { refundId: refunds, unlockId: unlocks, viewId: views };
    await pause(WAIT_MS);
  }
  return null;
}

async function lastId(sequence: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT coalesce(pg_sequence_last_value($1::regclass), 0) AS id',
    [sequence],
  );
  return rows[0]?.id ?? '0';
}
