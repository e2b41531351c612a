import type { Tx } from '../../core/db.ts';
import type { TransferKind } from '../../generated/prisma/enums.ts';

/** When the first transfer of a business row was posted; null: not yet. */
export async function postedAt(tx: Tx, kind: TransferKind, ref: bigint): Promise<Date | null> {
  const transfer = await tx.transfer.findUnique({
    where: { ref_kind_leg: { ref, kind, leg: 0 } },
    select: { createdAt: true },
  });
  return transfer?.createdAt ?? null;
}
