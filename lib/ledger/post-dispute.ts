import type { Tx } from '../db.ts';

/**
 * The bank takes money (`amountMicros` below zero: disputes held → card clearing) or gives it back (card clearing →
 * disputes held). `leg` numbers the movements of one dispute. A repeat posts nothing; a repeat with another amount throws.
 */
export async function postDisputeMovement(
  tx: Tx,
  { disputeId, leg, currency, amountMicros }: MovementPosting,
): Promise<void> {
  await tx.$queryRaw`
    SELECT post_dispute_movement(${disputeId}::bigint, ${leg}::int, ${currency}, ${amountMicros}::bigint)`;
}

interface MovementPosting {
  disputeId: bigint;
  leg: number;
  currency: string;
  amountMicros: bigint;
}

interface LossPosting {
  disputeId: bigint;
  walletId: bigint;
  amountMicros: bigint;
}

/**
 * Lost for good: the wallet's paid lot → disputes held as far as it has money, dispute losses → disputes held for the rest.
 * Call it once per dispute, under the lock of its row. Resolves to what the lot paid.
 */
export async function postDisputeLost(
  tx: Tx,
  { disputeId, walletId, amountMicros }: LossPosting,
): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ lot: bigint }[]>`
    SELECT post_dispute_lost(${disputeId}::bigint, ${walletId}::bigint, ${amountMicros}::bigint) AS lot`;
  return row?.lot ?? 0n;
}

interface RecoveryPosting {
  disputeId: bigint;
  walletId: bigint;
  lotMicros: bigint;
  platformMicros: bigint;
}

/** The money of a lost dispute came back: disputes held → the lot and dispute losses. */
export async function postDisputeRecovered(tx: Tx, posting: RecoveryPosting): Promise<void> {
  const { disputeId, walletId, lotMicros, platformMicros } = posting;
  await tx.$queryRaw`
    SELECT post_dispute_recovered(${disputeId}::bigint, ${walletId}::bigint, ${lotMicros}::bigint,
      ${platformMicros}::bigint)::text`;
}
