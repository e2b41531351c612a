import 'server-only';
import { randomUUID } from 'node:crypto';
import { db, type Tx } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { RefundStatus } from '@/lib/generated/prisma/enums';
import { lockPaidLotOrThrow, postFee, postRefund, postRefundReturned } from '@/lib/ground/ledger';
import { processor, type RefundFacts } from '@/lib/ground/payments';
import { endAgreed, type OddMoney, putAside } from '@/lib/rooms/odd-money';
import { type ChargedTopUp, findChargedTopUp } from '@/lib/rooms/wallet';
import { least } from './least';
import { lockTopUp, type RefundRow, TRANSACTION } from './lock-refund';

export interface Applied {
  /** Null: it is a refund of no top-up of ours. */
  refundId: bigint | null;
  status: RefundStatus | null;
  /** One sentence for the log. */
  note: string;
}

/** Brings a refund to what Stripe says of it now. Throws ProcessorError. */
export async function applyRefund(refundRef: string): Promise<Applied> {
  const facts = await processor().readRefund(refundRef);
  return facts ? applyRefundFacts(facts) : none(`Stripe has no ${refundRef}.`);
}

/**
 * The same with facts that were just read. A refund that was made in Stripe's dashboard is written down and
 * posted here. Locks the top-up's row; a refund only ever moves up, so repeats, parallel calls and stale
 * reads change nothing more.
 */
export async function applyRefundFacts(facts: RefundFacts): Promise<Applied> {
  const topUp = await findChargedTopUp(facts.chargeRef, facts.paymentRef);
  if (facts.endsOddMoney) return none(`${facts.refundRef} gives back what was put aside.`);
  if (!topUp?.isPosted) {
    const reason = topUp ? 'charge_waits' : 'not_ours';
    await putAside(db, { ...oddOf(facts, topUp), reason, detail: facts.chargeRef });
    return none(
      topUp
        ? `${facts.refundRef} is of a payment that was put aside.`
        : `${facts.refundRef} belongs to no top-up of ours.`,
    );
  }
  return db.$transaction(async (tx) => {
    await lockTopUp(tx, topUp.topUpId);
    const known = await findRow(tx, facts, topUp);
    const fault = faultOf(known, facts, topUp);
    const odd = fault ? ` ${facts.refundRef} was put aside: ${fault}.` : '';
    if (fault) await putAside(tx, { ...oddOf(facts, topUp, known), reason: fault });
    // Made at Stripe in a currency that the wallet does not have: there is no row to write and nothing to
    // post.
    if (!known && fault) return none(odd.trim());
    if (!fault) await endAgreed(tx, { about: 'refund', processorRef: facts.refundRef });
    const applied = await apply(tx, known ?? (await writeDown(tx, facts, topUp)), facts);
    return { ...applied, note: `${applied.note}${odd}` };
  }, TRANSACTION);
}

function oddOf(
  { refundRef, amountMicros, currency }: RefundFacts,
  topUp: ChargedTopUp | null,
  known: RefundRow | null = null,
): Omit<OddMoney, 'reason'> {
  return {
    about: 'refund',
    processorRef: refundRef,
    walletId: topUp?.walletId,
    ref: known?.id,
    came: { micros: -amountMicros, currency },
    ...(known && { expected: { micros: -known.amountMicros, currency: known.currency } }),
  };
}

async function findRow(tx: Tx, facts: RefundFacts, { topUpId }: ChargedTopUp): Promise<RefundRow | null> {
  const linked = await tx.refund.findUnique({ where: { refundRef: facts.refundRef } });
  if (linked || !facts.refund) return linked;
  const named = await tx.refund.findFirst({
    where: { id: facts.refund.id, requestKey: facts.refund.requestKey, topUpId, refundRef: null },
  });
  // One that was given up and turns up all the same has left Stripe: it is written down as a new one.
  return named?.status === 'created' ? named : null;
}

/** What about its figures is not as we asked for; the row goes on with its own. */
function faultOf(
  known: RefundRow | null,
  facts: RefundFacts,
  topUp: ChargedTopUp,
): 'wrong_currency' | 'wrong_amount' | null {
  if (facts.currency !== topUp.currency) return 'wrong_currency';
  if (!known) return null;
  return facts.amountMicros === known.amountMicros ? null : 'wrong_amount';
}

/** Made at Stripe: the money has left, so what the lot no longer holds is the platform's loss. */
async function writeDown(tx: Tx, facts: RefundFacts, topUp: ChargedTopUp): Promise<RefundRow> {
  const { topUpId, walletId, currency } = topUp;
  const { amountMicros } = facts;
  const held = await lockPaidLotOrThrow(tx, walletId);
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
      refundRef: facts.refundRef,
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
  const fee = facts.taken && !row.transactionRef ? facts.taken : null;
  const feeMicros = fee && fee.currency === currency ? fee.feeMicros : undefined;
  if (feeMicros !== undefined)
    await postFee(tx, { kind: 'refund_fee', ref: id, leg: 0, currency, feeMicros });
  await tx.refund.update({
    where: { id },
    data: {
      status,
      refundRef: facts.refundRef,
      transactionRef: row.transactionRef ?? facts.taken?.id,
      returnTransactionRef: row.returnTransactionRef ?? facts.returned?.id,
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
