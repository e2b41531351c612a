import type { Tx } from '../../core/db.ts';

export interface OpenWalletInput {
  userId: bigint;
  /** ISO 4217, lower case. */
  currency: string;
  /** IANA name; where the reader's days begin. Used only when the wallet is made now. */
  timeZone?: string;
}

export interface OpenedWallet {
  id: bigint;
  userId: bigint;
  currency: string;
  status: 'active' | 'frozen';
  timeZone: string;
  createdAt: Date;
}

/** The reader's wallet in this currency, made with its paid lot on first use. Safe to repeat and to race. */
export async function openWallet(
  tx: Tx,
  { userId, currency, timeZone }: OpenWalletInput,
): Promise<OpenedWallet> {
  const [wallet] = await tx.$queryRaw<OpenedWallet[]>`
    SELECT id, user_id AS "userId", currency::text, status::text, time_zone AS "timeZone", created_at AS
      "createdAt"
    FROM open_wallet(${userId}::bigint, ${currency}, ${timeZone ?? null}::text)`;
  if (!wallet) throw new Error(`open_wallet() returned nothing for user ${userId}`);
  return wallet;
}
