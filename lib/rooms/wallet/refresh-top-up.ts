import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { fulfilTopUp } from './fulfil-top-up';

// A page is being rendered: better the last known state now than the newest one much later.
const PATIENCE_MS = 3_000;

/** Asks Stripe about a reader's unfinished top-up; keeps what is known when it doesn't answer. */
export async function refreshTopUp(input: { userId: bigint; topUpId: bigint }): Promise<void> {
  const topUp = await db.topUp.findFirst({
    where: {
      id: input.topUpId,
      wallet: { userId: input.userId },
      OR: [{ status: { in: ['open', 'processing'] } }, { status: 'paid', transactionRef: null }],
    },
    select: { sessionRef: true },
  });
  if (!topUp?.sessionRef) return;
  try {
    await fulfilTopUp(topUp.sessionRef, { timeoutMs: PATIENCE_MS });
  } catch (error) {
    log.warn({ topUp: input.topUpId, err: error }, 'a top-up could not be refreshed for its page');
  }
}
