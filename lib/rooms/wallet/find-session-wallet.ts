import 'server-only';
import { pool } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { createGroupCommit } from '@/lib/core/group-commit';

export interface SessionWallet {
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

// Asked before every unlock over HTTP: like the unlocks themselves, what arrives while one question is on its way is asked
// together next time.
const lookUps = createGroupCommit<string, SessionWallet | null>({
  run: findAll,
  maxBatch: 512,
  maxQueue: 10_000,
});

/**
 * Who a session belongs to and the wallet that pays; null when the session is unknown, revoked, expired or still waits for
 * its second factor. Throws `busy` when too many wait.
 */
export function findSessionWallet(sessionId: string): Promise<SessionWallet | null> {
  return lookUps.submit(sessionId);
}

async function findAll(sessionIds: string[]): Promise<(SessionWallet | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'find-session-wallets',
    text: `SELECT s.id, s.user_id, w.id AS wallet_id, c.id IS NOT NULL AS is_creator FROM sessions s
      LEFT JOIN wallets w ON w.user_id = s.user_id AND w.currency = $2
      LEFT JOIN creators c ON c.user_id = s.user_id
      WHERE s.id = ANY ($1::uuid[]) AND s.revoked_at IS NULL AND s.expires_at > now() AND NOT s.awaits_second_factor`,
    values: [`{${sessionIds.join(',')}}`, env.WALLET_CURRENCY],
  });
  const found = new Map(rows.map((row) => [row.id, row]));
  return sessionIds.map((id) => {
    const row = found.get(id);
    return row
      ? {
          userId: BigInt(row.user_id),
          walletId: row.wallet_id ? BigInt(row.wallet_id) : null,
          isCreator: row.is_creator,
        }
      : null;
  });
}
