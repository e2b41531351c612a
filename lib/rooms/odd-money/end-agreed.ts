import 'server-only';
import type { Tx } from '@/lib/core/db';
import type { OddMoneyAbout, OddMoneyReason } from '@/lib/generated/prisma/enums';

interface Agreed {
  about: OddMoneyAbout;
  processorRef?: string;
  ref?: bigint;
  creatorId?: bigint;
  reason?: OddMoneyReason;
}

/** Ends what was put aside and has come to agree by itself, in the same transaction. */
export async function endAgreed(tx: Tx, agreed: Agreed): Promise<void> {
  await tx.oddMoney.updateMany({
    where: { ...agreed, endedAt: null },
    data: { outcome: 'agreed', endedAt: new Date() },
  });
}
