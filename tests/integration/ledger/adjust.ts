import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { postAdjustment } from '@/lib/ground/ledger/post-adjustment';

let admin: Promise<bigint> | undefined;

async function makeFinanceAdmin(): Promise<bigint> {
  const user = await db.user.create({
    data: { email: `${randomUUID()}@example.com`, role: 'admin', adminRole: 'finance' },
    select: { id: true },
  });
  await db.approvalLimit.create({ data: { currency: 'usd', limitMicros: 10n ** 15n } });
  return user.id;
}

/** Puts a paid lot right as an admin would below the limit: row, evidence, posting together. */
export async function adjustPaidLot(walletId: bigint, amountMicros: bigint): Promise<boolean> {
  admin ??= makeFinanceAdmin();
  const requesterId = await admin;
  return db.$transaction(async (tx) => {
    const wallet = await tx.wallet.findUniqueOrThrow({ where: { id: walletId } });
    const { id, accountId } = await tx.adjustment.create({
      data: {
        target: 'paid',
        walletId,
        ownerId: wallet.userId,
        currency: wallet.currency,
        amountMicros,
        reason: 'correction',
        note: 'Put right by a test.',
        requesterId,
        requestKey: randomUUID(),
        seenBalanceMicros: 0n,
        needsApproval: false,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const content = Buffer.from('evidence');
    await tx.adjustmentFile.create({
      data: {
        adjustmentId: id,
        uploaderId: requesterId,
        name: 'a.pdf',
        mediaType: 'application/pdf',
        content,
      },
    });
    await tx.adjustment.update({ where: { id }, data: { status: 'posted', decidedAt: new Date() } });
    return postAdjustment(tx, { adjustmentId: id, accountId: accountId ?? 0n, amountMicros });
  });
}
