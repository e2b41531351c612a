import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { addAttempt, readAttempts } from '@/lib/core/rate-limit';
import { DAY_SECONDS } from '@/lib/core/time';
import { processor } from '@/lib/ground/payments';
import { cancelTopUp } from './cancel-top-up';

// Against card testing: stolen cards are tried out until one goes through. A person mistypes a few times.
const page = (topUpId: bigint) => ({ key: `decline:page:${topUpId}`, limit: 5, windowSeconds: DAY_SECONDS });
const reader = (userId: bigint) => ({ key: `decline:user:${userId}`, limit: 10, windowSeconds: DAY_SECONDS });
const card = (fingerprint: string) => ({
  key: `decline:card:${fingerprint}`,
  limit: 5,
  windowSeconds: DAY_SECONDS,
});

/**
 * A card was refused on a Checkout page. Counts it for the page, for the reader, and for the card, no matter
 * who tries it; with the last that is allowed the page is closed. Returns whether it is closed. A repeated
 * event may count twice, on the safe side.
 */
export async function countDecline(paymentRef: string): Promise<boolean> {
  const topUp = await db.topUp.findUnique({
    where: { paymentRef },
    select: { id: true, status: true, processor: true, wallet: { select: { userId: true } } },
  });
  if (topUp?.status !== 'open') return false;
  const { userId } = topUp.wallet;
  const fingerprint = await processor(topUp.processor).readDeclinedCard(paymentRef);
  const rules = [page(topUp.id), reader(userId), ...(fingerprint ? [card(fingerprint)] : [])];
  const counts = await Promise.all(rules.map(async (rule) => (await addAttempt(rule)) >= rule.limit));
  if (!counts.includes(true)) return false;
  await cancelTopUp({ userId, topUpId: topUp.id });
  return true;
}

/** Throws `too_many_requests` until the day ends for a reader whose cards were refused too often. */
export async function refuseWhilePaused(userId: bigint): Promise<void> {
  const rule = reader(userId);
  if ((await readAttempts(rule)) >= rule.limit) throw new DomainError('too_many_requests');
}
