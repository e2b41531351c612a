import { db } from '@/lib/core/db';

export interface WaitingRequests {
  adjustments: number;
  /** Batches of gifts from files. */
  gifts: number;
  /** Of unlocks. */
  reversals: number;
  /** Of the processor. */
  charges: number;
}

/**
 * How many requests this admin may decide: another one asked, and none is about money or work of their own.
 */
export async function countRequests(adminId: bigint): Promise<WaitingRequests> {
  const [row] = await db.$queryRaw<WaitingRequests[]>`
    SELECT count(*) FILTER (WHERE kind = 'adjustment')::int AS adjustments,
      count(*) FILTER (WHERE kind = 'gifts')::int AS gifts,
      count(*) FILTER (WHERE kind = 'reversal')::int AS reversals,
      count(*) FILTER (WHERE kind = 'charge')::int AS charges
    FROM waiting_requests WHERE requester_id <> ${adminId} AND ${adminId} <> ALL (concerns)`;
  if (!row) throw new Error('PostgreSQL answered without a row.');
  return row;
}
