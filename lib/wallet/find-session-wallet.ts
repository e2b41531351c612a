import 'server-only';
import { pool } from '@/lib/db';
import { env } from '@/lib/env';

export interface SessionWallet {
  userId: bigint;
  /** Null: the reader has not opened a wallet in this installation's currency yet. */
  walletId: bigint | null;
}

/** Who a session belongs to and the wallet that pays, in one look-up; null when the session is unknown, revoked or expired. */
export async function findSessionWallet(sessionId: string): Promise<SessionWallet | null> {
  const { rows } = await pool.query<{ user_id: string; wallet_id: string | null }>({
    name: 'find-session-wallet',
    text: `SELECT s.user_id, w.id AS wallet_id FROM sessions s
      LEFT JOIN wallets w ON w.user_id = s.user_id AND w.currency = $2
      WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()`,
    values: [sessionId, env.WALLET_CURRENCY],
  });
  const row = rows[0];
  return row ? { userId: BigInt(row.user_id), walletId: row.wallet_id ? BigInt(row.wallet_id) : null } : null;
}
