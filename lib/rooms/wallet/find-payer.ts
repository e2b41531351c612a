import 'server-only';
import { pool } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { createGroupCommit } from '@/lib/core/group-commit';

/** Who pays: a person that the caller knows, or the owner of a session. */
export type Payer = { userId: bigint } | { sessionId: string };

export interface FoundPayer {
  userId: bigint;
  /** Null: the reader has not opened a wallet in this installation's currency yet. */
  walletId: bigint | null;
  isCreator: boolean;
}

interface Row {
  id: string;
  user_id: string;
  wallet_id: string | null;
  is_creator: boolean;
}

// Asked before every unlock over HTTP: like the unlocks themselves, what arrives while one question is on its
// way is asked together next time.
const lookUps = createGroupCommit<string, FoundPayer | null>({
  run: findBySessions,
  maxBatch: 512,
  maxQueue: 10_000,
});

/**
 * Who pays and the wallet that they pay from, in one look-up; null when the person is unknown, or the session
 * is unknown, revoked, expired or still waits for its second factor. Throws `busy` when too many sessions
 * wait.
 */
export function findPayer(payer: Payer): Promise<FoundPayer | null> {
  return 'sessionId' in payer ? lookUps.submit(payer.sessionId) : findPerson(payer.userId);
}

async function findPerson(userId: bigint): Promise<FoundPayer | null> {
  const { rows } = await pool.query<Row>({
    name: 'find-payer',
    text: `SELECT u.id, u.id AS user_id, w.id AS wallet_id, c.id IS NOT NULL AS is_creator FROM users u
      LEFT JOIN wallet_facts w ON w.user_id = u.id AND w.currency = $2
      LEFT JOIN creators c ON c.user_id = u.id WHERE u.id = $1`,
    values: [userId, env.WALLET_CURRENCY],
  });
  return rows[0] ? toPayer(rows[0]) : null;
}

async function findBySessions(sessionIds: string[]): Promise<(FoundPayer | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'find-session-wallets',
    text: `SELECT s.id, s.user_id, w.id AS wallet_id, c.id IS NOT NULL AS is_creator FROM sessions s
      LEFT JOIN wallet_facts w ON w.user_id = s.user_id AND w.currency = $2
      LEFT JOIN creators c ON c.user_id = s.user_id
      WHERE s.id = ANY ($1::uuid[]) AND s.revoked_at IS NULL AND s.expires_at > now()
        AND NOT s.awaits_second_factor`,
    values: [`{${sessionIds.join(',')}}`, env.WALLET_CURRENCY],
  });
  const found = new Map(rows.map((row) => [row.id, row]));
  return sessionIds.map((id) => {
    const row = found.get(id);
    return row ? toPayer(row) : null;
  });
}

function toPayer({ user_id, wallet_id, is_creator }: Row): FoundPayer {
  return {
    userId: BigInt(user_id),
    walletId: wallet_id === null ? null : BigInt(wallet_id),
    isCreator: is_creator,
  };
}
