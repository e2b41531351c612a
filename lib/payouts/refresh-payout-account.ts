import 'server-only';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import type { PayoutAccountStatus } from '@/lib/generated/prisma/enums';
import { readAccount } from '@/lib/stripe/connect/read-account';

/**
 * Asks Stripe about a connected account (`acct_…`) and writes its state down. Called by webhooks, the return page and the
 * job alike; an answer that is older than what is written changes nothing. Null: the account belongs to no creator of
 * ours. Throws what the SDK throws.
 */
export async function refreshPayoutAccount(stripeAccountId: string): Promise<PayoutAccountStatus | null> {
  const asked = new Date();
  const known = await db.payoutAccount.findUnique({ where: { stripeAccountId }, select: { status: true } });
  if (!known) return null;
  const facts = await readAccount(stripeAccountId);
  if (!facts) {
    await forgetAccount(stripeAccountId);
    return 'not_started';
  }
  const { count } = await db.payoutAccount.updateMany({
    where: { stripeAccountId, OR: [{ checkedAt: null }, { checkedAt: { lte: asked } }] },
    data: { status: facts.status, requirements: facts.requirements, checkedAt: asked },
  });
  return count === 1 ? facts.status : known.status;
}

/** Stripe no longer knows the account: the creator starts anew, with a new key. */
export async function forgetAccount(stripeAccountId: string): Promise<void> {
  await db.payoutAccount.updateMany({
    where: { stripeAccountId },
    data: { stripeAccountId: null, status: 'not_started', requirements: [], creationKey: randomUUID() },
  });
}
