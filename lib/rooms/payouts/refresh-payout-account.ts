import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import type { PayoutAccountStatus } from '@/lib/generated/prisma/enums';
import { processor } from '@/lib/ground/payments';
import { endAgreed } from '@/lib/rooms/odd-money';

/**
 * Asks Stripe about a connected account (`acct_…`) and writes its state down. Called by webhooks, the return
 * page and the job alike; an answer that is older than what is written changes nothing. Null: the account
 * belongs to no creator of ours. Throws ProcessorError.
 */
export async function refreshPayoutAccount(accountRef: string): Promise<PayoutAccountStatus | null> {
  const asked = new Date();
  const known = await db.payoutAccount.findUnique({
    where: { accountRef },
    select: { status: true, processor: true, failedBankRef: true, creatorId: true },
  });
  if (!known) return null;
  const port = processor(known.processor);
  const facts = await port.readAccount(accountRef);
  if (!facts) {
    await forgetAccount(accountRef);
    return 'not_started';
  }
  const { count } = await db.payoutAccount.updateMany({
    where: { accountRef, OR: [{ checkedAt: null }, { checkedAt: { lte: asked } }] },
    data: { status: facts.status, requirements: facts.requirements, checkedAt: asked },
  });
  const { failedBankRef, creatorId } = known;
  if (failedBankRef && !(await port.listDefaultBanks(accountRef)).includes(failedBankRef))
    await forgetFailedBank(creatorId, failedBankRef);
  return count === 1 ? facts.status : known.status;
}

/** The creator is paid somewhere else from now on. */
async function forgetFailedBank(creatorId: bigint, failedBankRef: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.payoutAccount.updateMany({
      where: { creatorId, failedBankRef },
      data: { failedBankRef: null, failedBankCode: null, failedBankAt: null },
    });
    if (count > 0) await endAgreed(tx, { about: 'payout', creatorId, reason: 'bank_refused' });
  });
}

/** Stripe no longer knows the account: the creator starts over, with a new key. */
export async function forgetAccount(accountRef: string): Promise<void> {
  await db.payoutAccount.updateMany({
    where: { accountRef },
    data: {
      accountRef: null,
      status: 'not_started',
      requirements: [],
      creationKey: randomUUID(),
      failedBankRef: null,
      failedBankCode: null,
      failedBankAt: null,
    },
  });
}
