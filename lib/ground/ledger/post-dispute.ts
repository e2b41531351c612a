import type { Tx } from '../../core/db.ts';

/**
 * The bank takes money (`amountMicros` below zero: disputes held → card clearing) or gives it back (card
 * clearing → disputes held). `leg` numbers the movements of one dispute. A repeat posts nothing; a repeat
 * with another amount throws.
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

interface EndPosting {
  disputeId: bigint;
  walletId: bigint;
  /** What the bank holds for good. */
  targetMicros: bigint;
  /** Whether more may be lost; else money only comes back. */
  mayLose: boolean;
}

/** What a dispute has cost in all, and what of it came back. */
export interface DisputeLoss {
  lostLotMicros: bigint;
  lostPlatformMicros: bigint;
  recoveredLotMicros: bigint;
  recoveredPlatformMicros: bigint;
}

/**
 * Brings the net loss of a dispute to `targetMicros`, however many parts the bank takes and returns. More:
 * the wallet's paid lot → disputes held as far as it has money, dispute losses → disputes held for the rest.
 * Less: back the same way, the platform's part first. Locks the lot; a repeat posts nothing.
 */
export async function postDisputeEnd(
  tx: Tx,
  { disputeId, walletId, targetMicros, mayLose }: EndPosting,
): Promise<DisputeLoss> {
  const [row] = await tx.$queryRaw<DisputeLoss[]>`
    SELECT lost_lot AS "lostLotMicros", lost_platform AS "lostPlatformMicros", back_lot AS
      "recoveredLotMicros",
      back_platform AS "recoveredPlatformMicros"
    FROM post_dispute_end(${disputeId}::bigint, ${walletId}::bigint, ${targetMicros}::bigint, ${mayLose})`;
  if (!row) throw new Error('post_dispute_end() returned nothing');
  return row;
}
