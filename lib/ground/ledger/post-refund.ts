import type { Tx } from '../../core/db.ts';

export interface RefundPosting {
  refundId: bigint;
  walletId: bigint;
  amountMicros: bigint;
  /** What the paid lot gives; the rest is the platform's loss. */
  lotMicros: bigint;
}

/**
 * Money leaves for a card: paid lot → card clearing, and adjustments → card clearing for what the lot does
 * not give. Runs inside the caller's transaction with the refund's row. Throws when the lot holds less. A
 * repeat posts nothing; a repeat with other figures throws. Resolves to whether it was posted now.
 */
export async function postRefund(
  tx: Tx,
  kind: 'top_up_refund' | 'cash_out',
  { refundId, walletId, amountMicros, lotMicros }: RefundPosting,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_refund(${refundId}::bigint, ${kind}::transfer_kind, ${walletId}::bigint,
      ${amountMicros}::bigint,
      ${lotMicros}::bigint) AS posted`;
  return row?.posted === true;
}

/**
 * The refund did not reach the card: each part back to where it came from. Safe to repeat, like `postRefund`.
 */
export async function postRefundReturned(
  tx: Tx,
  { refundId, walletId, amountMicros, lotMicros }: RefundPosting,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ posted: boolean }[]>`
    SELECT post_refund_returned(${refundId}::bigint, ${walletId}::bigint, ${amountMicros}::bigint,
      ${lotMicros}::bigint) AS posted`;
  return row?.posted === true;
}
