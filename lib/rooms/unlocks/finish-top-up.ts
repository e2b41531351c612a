import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { toDomainError } from '@/lib/core/to-domain-error';
import { fulfilTopUp, type TopUpRow } from '@/lib/rooms/wallet';
import { buy } from './buy';

const OPEN_ENDED = ['open', 'processing'];

/**
 * The reader comes back from Stripe: fulfils the top-up if the webhook has not, finishes the unlock that it
 * was for, and resolves to the path to go on to. The unlock is tried once, however often this page is opened,
 * so that one which the reader takes back stays taken back. Throws `not_found` for another reader's top-up.
 */
export async function finishTopUp(input: { userId: bigint; topUpId: bigint }): Promise<string> {
  const where = { id: input.topUpId, wallet: { userId: input.userId } };
  let topUp = await db.topUp.findFirst({ where });
  if (!topUp) throw new DomainError('not_found');
  if (topUp.sessionRef && OPEN_ENDED.includes(topUp.status)) {
    await fulfilQuietly(topUp.sessionRef);
    topUp = await db.topUp.findFirstOrThrow({ where });
  }
  const slug = topUp.wantedItemId === null ? null : await findSlug(topUp.wantedItemId);
  if (topUp.status !== 'paid' || !slug) return `/wallet/top-ups/${topUp.id}?returned=1`;
  return `/read/${slug}${await unlockWanted(topUp, input.userId)}`;
}

/** Stripe may be slow or down: the page says we are still asking, and webhook or job finish it. */
async function fulfilQuietly(sessionRef: string): Promise<void> {
  try {
    await fulfilTopUp(sessionRef);
  } catch (error) {
    log.warn({ session: sessionRef, err: error }, 'the return page could not fulfil a top-up');
  }
}

async function findSlug(itemId: bigint): Promise<string | null> {
  const item = await db.item.findUnique({ where: { id: itemId }, select: { slug: true } });
  return item?.slug ?? null;
}

/** Returns the query that tells the article what became of it. */
async function unlockWanted(topUp: TopUpRow, userId: bigint): Promise<string> {
  const { id, wantedItemId, wantedPriceMicros } = topUp;
  if (wantedItemId === null || wantedPriceMicros === null) return '';
  const { count } = await db.topUp.updateMany({
    where: { id, status: 'paid', wantedDoneAt: null },
    data: { wantedDoneAt: new Date() },
  });
  if (count === 0) return '';
  try {
    await buy({ payer: { userId }, itemId: wantedItemId, seenPriceMicros: wantedPriceMicros });
    return '?unlocked=1';
  } catch (error) {
    const refusal = toDomainError(error).code;
    if (refusal !== 'busy' && refusal !== 'internal') return `?unlock=${refusal}`;
    // Not known or not done: repeating an unlock is a replay, so the next visit may try again.
    log.warn({ topUp: id, err: error }, 'a wanted unlock could not be finished');
    await db.topUp.updateMany({ where: { id }, data: { wantedDoneAt: null } });
    return '?unlock=busy';
  }
}
