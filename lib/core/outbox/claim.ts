import { db } from '../db';
import { openSecret } from './seal-secret';

export const BATCH = 10;
/** Longer than a whole batch can take with a server that answers each message at the last moment. */
const LEASE_MINUTES = 15;

export interface ClaimedMessage {
  id: bigint;
  kind: string;
  userId: bigint | null;
  address: string | null;
  payload: unknown;
  sealed: string | null;
  createdAt: Date;
  /** This try included. */
  attempts: number;
}

/** Claims some due messages: for the lease nobody else gets them. `now` defaults to the database's clock. */
export function claim(kinds: readonly string[], now?: Date): Promise<ClaimedMessage[]> {
  const moment = now ?? null;
  return db.$queryRaw<ClaimedMessage[]>`
    UPDATE outbox SET attempts = least(attempts + 1, 32000),
      due_at = coalesce(${moment}::timestamptz, now()) + make_interval(mins => ${LEASE_MINUTES}::int)
    WHERE id IN (
      SELECT id FROM outbox
      WHERE ended_at IS NULL AND due_at <= coalesce(${moment}::timestamptz, now())
        AND kind = ANY (${kinds}::text[])
      ORDER BY due_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id, kind, user_id AS "userId", address, payload, sealed, created_at AS "createdAt",
      attempts::int AS attempts`;
}

/** Throws for a message that carries none, or whose secret does not open. */
export function secretOf(message: ClaimedMessage): string {
  if (message.sealed === null) throw new Error('The message carries no secret.');
  return openSecret(message, message.sealed);
}
