import type { Tx } from '../db';
import type { OutboxKind, OutboxPayloads } from './kinds';
import { sealSecret } from './seal-secret';

export interface NewMessage<K extends OutboxKind> {
  kind: K;
  /** An address only where there may be no person: it is forgotten once the message is sent. */
  to: { userId: bigint } | { address: string };
  payload: OutboxPayloads[K];
  /** Names the event within its kind, so that it is told once for ever. */
  eventKey?: string;
  /** What lets its holder in, such as a link: kept sealed, and only until the message is sent. */
  secret?: string;
}

/** Enqueues a message in the caller's transaction, once per event. Resolves to whether it was new. */
export async function enqueue<K extends OutboxKind>(tx: Tx, message: NewMessage<K>): Promise<boolean> {
  const { kind, to, payload, eventKey = null, secret } = message;
  const userId = 'userId' in to ? to.userId : null;
  const address = 'address' in to ? to.address : null;
  const sealed = secret === undefined ? null : sealSecret({ kind, userId, address }, secret);
  // The database's clock says when it is due, as it does when the message is claimed.
  const written = await tx.$executeRaw`
    INSERT INTO outbox (kind, event_key, user_id, address, payload, sealed)
    VALUES (${kind}, ${eventKey}, ${userId}::bigint, ${address}, ${JSON.stringify(payload)}::jsonb, ${sealed})
    ON CONFLICT (kind, event_key) DO NOTHING`;
  return written === 1;
}
