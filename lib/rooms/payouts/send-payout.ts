import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { PayoutStatus } from '@/lib/generated/prisma/enums';
import { isKeyUsedUp, isRefused, processor } from '@/lib/ground/payments';
import { GIVE_UP_AFTER_MS } from '@/lib/ground/policy';
import { putAside } from '@/lib/rooms/odd-money';
import { applyTransferFacts } from './apply-transfer';
import { lockPayout, type PayoutRow, TRANSACTION } from './lock-payout';
import { refreshPayoutAccount } from './refresh-payout-account';
import { returnMoney } from './return-money';

/** Asks Stripe for a written payout's transfer. A refusal ends it; other failures stay `created`. */
export async function sendPayout(payout: PayoutRow): Promise<PayoutStatus> {
  try {
    return await ask(payout);
  } catch (error) {
    if (isRefused(error)) return refuse(payout, error.code ?? 'refused');
    log.warn({ payout: payout.id, err: error }, 'a payout has no certain answer from Stripe yet');
    const status = await lookUp(payout);
    return status === 'absent' || status === 'unknown' ? payout.status : status;
  }
}

/**
 * Finds out about a payout whose transfer is not certain: looks for it first, then asks again with the
 * payout's own key. Given up only when Stripe keeps answering the key with a stored failure and lists no
 * transfer. Never throws for what Stripe does.
 */
export async function resumePayout(payout: PayoutRow): Promise<PayoutStatus> {
  const known = await lookUp(payout);
  // Without the list, the key alone would have to prevent a second transfer, and Stripe forgets keys after a
  // day.
  if (known !== 'absent') return known === 'unknown' ? payout.status : known;
  try {
    return await ask(payout);
  } catch (error) {
    if (isRefused(error)) return refuse(payout, error.code ?? 'refused');
    const status = await lookUp(payout);
    const old = Date.now() - payout.createdAt.getTime() > GIVE_UP_AFTER_MS;
    if (status === 'absent' && old && isKeyUsedUp(error)) return refuse(payout, 'processor_error');
    log.warn({ payout: payout.id, err: error }, 'a payout has no certain answer from Stripe yet');
    return status === 'absent' || status === 'unknown' ? payout.status : status;
  }
}

async function ask(payout: PayoutRow): Promise<PayoutStatus> {
  const facts = await processor(payout.processor).createTransfer({
    payout,
    amountMicros: payout.amountMicros,
    currency: payout.currency,
    accountRef: payout.accountRef,
  });
  return (await applyTransferFacts(facts)).status ?? payout.status;
}

/** Looks for the transfer and applies it. `absent`: Stripe says there is none; `unknown`: it did not say. */
async function lookUp(payout: PayoutRow): Promise<PayoutStatus | 'absent' | 'unknown'> {
  try {
    const found = await processor(payout.processor).findTransfer(payout);
    return found ? ((await applyTransferFacts(found)).status ?? 'unknown') : 'absent';
  } catch (error) {
    log.warn({ payout: payout.id, err: error }, 'a payout could not be looked up');
    return 'unknown';
  }
}

/** Stripe made no transfer: the money is available again. */
async function refuse({ id, accountRef }: PayoutRow, failureCode: string): Promise<PayoutStatus> {
  const status = await db.$transaction(async (tx) => {
    const payout = await lockPayout(tx, id);
    if (payout?.status !== 'created') return payout?.status ?? 'failed';
    const { requestKey, creatorId, amountMicros, currency } = payout;
    await putAside(tx, {
      about: 'payout',
      reason: 'refused',
      processorRef: requestKey,
      ref: id,
      creatorId,
      expected: { micros: amountMicros, currency },
      detail: failureCode,
    });
    return returnMoney(tx, payout, { totalMicros: amountMicros, failureCode });
  }, TRANSACTION);
  log.warn({ payout: id, failureCode }, 'Stripe refused a payout');
  // The likeliest reason is that the account changed without our hearing of it.
  await refreshPayoutAccount(accountRef).catch(() => null);
  return status;
}
