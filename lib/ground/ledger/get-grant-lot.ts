import type { Tx } from '../../core/db.ts';

/** The account of the lot that a gift made. The gift must exist. */
export async function getGrantLot(tx: Tx, grantId: bigint): Promise<bigint> {
  const { lotAccountId } = await tx.grant.findUniqueOrThrow({
    where: { id: grantId },
    select: { lotAccountId: true },
  });
  return lotAccountId;
}
