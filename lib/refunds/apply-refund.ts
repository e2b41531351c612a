import 'server-only';
import { randomUUID } from 'node:crypto';
import { db, type Tx } from '@/lib/db';
import type { RefundStatus } from '@/lib/generated/prisma/enums';
import { postFee } from '@/lib/ledger/post-fee';
import { lockPaidLot, postRefund, postRefundReturned } from '@/lib/ledger/post-refund';
import { log } from '@/lib/log';
import { fromMinorUnits, toMinorUnits } from '@/lib/money';
import { type RefundFacts, readRefund } from '@/lib/stripe/refunds';
import { type ChargedTopUp, findChargedTopUp } from '@/lib/wallet/find-charged-top-up';
import { least } from './least';
import { lockTopUp, type RefundRow, TRANSACTION } from './lock-refund';

export interface Applied {
  /** Null: it is a refund of no top-up of ours. */
  refundId: bigint | null;
  status: RefundStatus | null;
  /** One sentence for the log. */
  note: string;
}

/** Brings a refund to what Stripe says of it now. Throws what the SDK throws. */
export async function applyRefund(stripeRefundId: string): Promise<Applied> {
  const facts = await readRefund(stripeRefundId);
  return facts ? applyRefundFacts(facts) : none(`Stripe has no ${stripeRefundId}.`);
}

/**
 * The same with facts that were just read. A refund that was made in Stripe's dashboard is written down and posted here.
 * Locks the top-up's row; a refund only ever moves up, so repeats, parallel calls and stale reads change nothing more.
 */
export async function applyRefundFacts(facts: RefundFacts): Promise<Applied> {
  const topUp = await findChargedTopUp(facts.chargeId, facts.paymentIntentId);
  if (!topUp) return none(`${facts.refundId} belongs to no top-up of ours.`);
  return db.$transaction(async (tx) => {
    await lockTopUp(tx, topUp.topUpId);
    const known = await findRow(tx, facts, topUp);
    const fault = mismatch(known, facts, topUp);
    if (fault) {
      log.error({ stripeRefund: facts.refundId, fault }, 'a refund needs a person');
      return none(`${facts.refundId} was left alone: ${fault}.`);
    }
    return apply(tx, known ?? (await writeDown(tx, facts, topUp)), facts);
  }, TRANSACTION);
}

async function findRow(tx: Tx, facts: RefundFacts, { topUpId }: ChargedTopUp): Promise<RefundRow | null> {
  const linked = await tx.refund.findUnique({ where: { stripeRefundId: facts.refundId } });
  if (linked || !facts.refund) return linked;
  const named = await tx.refund.findFirst({
    where: { id: facts.refund.id, requestKey: facts.refund.requestKey, topUpId, stripeRefundId: null },
  });
  // One that was given up and turns up all the same has left Stripe: it is written down as a new one.
  return named?.status === 'created' ? named : null;
}

/** Why the refund is not the one that we asked for, or cannot be posted; else null. */
function mismatch(known: RefundRow | null, facts: RefundFacts, topUp: ChargedTopUp): string | null {
  if (facts.currency !== topUp.currency) return `the currency is ${facts.currency}`;
  if (!known) return null;
  const expected = toMinorUnits(known.amountMicros, known.currency);
  return facts.amountMinor === expected ? null : `${facts.amountMinor} is not the ${expected} asked for`;
}

/** Made at Stripe: the money has left, so what the lot no longer holds is the platform's loss. */
async function writeDown(tx: Tx, facts: RefundFacts, topUp: ChargedTopUp): Promise<RefundRow> {
  const { topUpId, walletId, currency } = topUp;
  const amountMicros = fromMinorUnits(facts.amountMinor, currency);
  const held = await lockPaidLot(tx, walletId);
  const lotMicros = least(held, amountMicros);
  const row = await tx.refund.create({
    data: {
      topUpId,
      walletId,
      currency,
      amountMicros,
      lotMicros,
      requestKey: randomUUID(),
      status: 'pending',
      stripeRefundId: facts.refundId,
    },
  });
  await postRefund(tx, 'top_up_refund', { refundId: row.id, walletId, amountMicros, lotMicros });
  if (lotMicros < amountMicros)
    log.warn(
      { refund: row.id, lossMicros: amountMicros - lotMicros },
      'a refund at Stripe was of spent money',
    );
  return row;
}

// A read may be older than what another call has applied since.
const RANK: Record<RefundStatus, number> = {
  created: 0,
  pending: 1,
  requires_action: 1,
  succeeded: 2,
  failed: 3,
  canceled: 3,
};

async function apply(tx: Tx, row: RefundRow, facts: RefundFacts): Promise<Applied> {
  const { id, walletId, amountMicros, lotMicros, currency } = row;
  const rises =
    RANK[facts.status] > RANK[row.status] || (RANK[row.status] === 1 && facts.status !== row.status);
  const status = rises && RANK[facts.status] >= RANK[row.status] ? facts.status : row.status;
  const returnsNow = RANK[status] === 3 && RANK[row.status] < 3;
  if (returnsNow) await postRefundReturned(tx, { refundId: id, walletId, amountMicros, lotMicros });
  const fee = facts.taken && !row.balanceTransactionId ? facts.taken : null;
  const feeMicros = fee && fee.currency === currency ? fromMinorUnits(fee.feeMinor, currency) : undefined;
  if (feeMicros !== undefined)
    await postFee(tx, { kind: 'refund_fee', ref: id, leg: 0, currency, feeMicros });
  await tx.refund.update({
    where: { id },
    data: {
      status,
      stripeRefundId: facts.refundId,
      balanceTransactionId: row.balanceTransactionId ?? facts.taken?.id,
      returnTransactionId: row.returnTransactionId ?? facts.returned?.id,
      feeMicros,
      failureCode: facts.failureCode ?? undefined,
      endedAt: RANK[status] >= 2 ? (returnsNow ? new Date() : (row.endedAt ?? new Date())) : undefined,
    },
  });
  const moved = status === row.status ? 'stays' : 'is now';
  return { refundId: id, status, note: `Refund ${id} ${moved} ${status}.` };
}

function none(note: string): Applied {
  return { refundId: null, status: null, note };
}
