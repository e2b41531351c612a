import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { RefundStatus } from '@/lib/generated/prisma/enums';
import { postRefundReturned } from '@/lib/ground/ledger';
import { isKeyUsedUp, isRefused, processor } from '@/lib/ground/payments';
import { GIVE_UP_AFTER_MS } from '@/lib/ground/policy';
import { applyRefundFacts } from './apply-refund';
import { lockTopUp, type RefundRow, TRANSACTION } from './lock-refund';

/** Asks Stripe for a written refund. A refusal puts the money back; other failures stay `created`. */
export async function sendRefund(refund: RefundRow): Promise<RefundStatus> {
  try {
    return await ask(refund);
  } catch (error) {
    if (isRefused(error)) return refuse(refund, error.code ?? 'refused');
    log.warn({ refund: refund.id, err: error }, 'a refund has no certain answer from Stripe yet');
    const status = await lookUp(refund);
    return status === 'absent' || status === 'unknown' ? refund.status : status;
  }
}

/**
 * Finds out about a refund of which it is not certain whether Stripe has it: looks for it first, then asks
 * again with the refund's own key. Given up only when Stripe keeps answering the key with a stored failure
 * and lists no refund. Never throws for what Stripe does.
 */
export async function resumeRefund(refund: RefundRow): Promise<RefundStatus> {
  const known = await lookUp(refund);
  // Without the list, the key alone would have to prevent a second refund, and Stripe forgets keys after a
  // day.
  if (known !== 'absent') return known === 'unknown' ? refund.status : known;
  try {
    return await ask(refund);
  } catch (error) {
    if (isRefused(error)) return refuse(refund, error.code ?? 'refused');
    const status = await lookUp(refund);
    const old = Date.now() - refund.createdAt.getTime() > GIVE_UP_AFTER_MS;
    if (status === 'absent' && old && isKeyUsedUp(error)) return refuse(refund, 'processor_error');
    log.warn({ refund: refund.id, err: error }, 'a refund has no certain answer from Stripe yet');
    return status === 'absent' || status === 'unknown' ? refund.status : status;
  }
}

async function ask(refund: RefundRow): Promise<RefundStatus> {
  const facts = await processor(refund.processor).createRefund({
    refund,
    chargeRef: await chargeOf(refund),
    amountMicros: refund.amountMicros,
    currency: refund.currency,
    reason: refund.reason,
  });
  return (await applyRefundFacts(facts)).status ?? refund.status;
}

async function chargeOf({ topUpId }: RefundRow): Promise<string> {
  const { chargeRef } = await db.topUp.findUniqueOrThrow({
    where: { id: topUpId },
    select: { chargeRef: true },
  });
  if (!chargeRef) throw new Error(`top-up ${topUpId} has no charge`);
  return chargeRef;
}

/** Looks for the refund and applies it. `absent`: Stripe says there is none; `unknown`: it did not say. */
async function lookUp(refund: RefundRow): Promise<RefundStatus | 'absent' | 'unknown'> {
  try {
    const found = await processor(refund.processor).findRefund(refund, await chargeOf(refund));
    return found ? ((await applyRefundFacts(found)).status ?? 'unknown') : 'absent';
  } catch (error) {
    log.warn({ refund: refund.id, err: error }, 'a refund could not be looked up');
    return 'unknown';
  }
}

/** Stripe made no refund: the money is in the lot again. */
async function refuse({ id, topUpId }: RefundRow, failureCode: string): Promise<RefundStatus> {
  const status = await db.$transaction(async (tx) => {
    await lockTopUp(tx, topUpId);
    const row = await tx.refund.findUniqueOrThrow({ where: { id } });
    if (row.status !== 'created') return row.status;
    const { walletId, amountMicros, lotMicros } = row;
    await postRefundReturned(tx, { refundId: id, walletId, amountMicros, lotMicros });
    const { status } = await tx.refund.update({
      where: { id },
      data: { status: 'failed', failureCode, endedAt: new Date() },
    });
    return status;
  }, TRANSACTION);
  log.warn({ refund: id, failureCode }, 'Stripe refused a refund');
  return status;
}
