import { pool } from '../../core/db.ts';
import { DomainError } from '../../core/errors.ts';
import type { WalletBalance } from './types.ts';

interface LotRow {
  currency: string;
  wallet_status: 'active' | 'frozen';
  kind: 'paid' | 'promotional' | null;
  balance: string;
  expires_at: Date | null;
}

/** What the wallet holds now, in micros; gifts past their date are not counted. Throws `not_found`. */
export async function getWalletBalance(walletId: bigint): Promise<WalletBalance> {
  const { rows } = await pool.query<LotRow>({
    name: 'wallet_balance',
    text: `SELECT w.currency::text, w.status::text AS wallet_status, l.kind, l.balance_micros AS balance,
      l.expires_at
      FROM wallets w LEFT JOIN lots l ON l.wallet_id = w.id AND l.balance_micros > 0
        AND (l.expires_at IS NULL OR l.expires_at > clock_timestamp())
      WHERE w.id = $1 ORDER BY l.expires_at, l.account_id`,
    values: [walletId],
  });
  const wallet = rows[0];
  if (!wallet) throw new DomainError('not_found');
  const gifts = rows
    .filter((row) => row.kind === 'promotional')
    .map((row) => ({ balanceMicros: BigInt(row.balance), expiresAt: row.expires_at }));
  const paidMicros = BigInt(rows.find((row) => row.kind === 'paid')?.balance ?? 0);
  const giftMicros = gifts.reduce((sum, gift) => sum + gift.balanceMicros, 0n);
  return {
    currency: wallet.currency,
    status: wallet.wallet_status,
    paidMicros,
    giftMicros,
    totalMicros: paidMicros + giftMicros,
    gifts,
  };
}
