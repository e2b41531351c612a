import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { MINUTE_MS } from '@/lib/core/time';
import type { TopUpStatus } from '@/lib/generated/prisma/enums';
import { postProcessingFee, postTopUp } from '@/lib/ground/ledger';
import { type Payment, processor } from '@/lib/ground/payments';
import { endAgreed, type OddMoney, putAside } from '@/lib/rooms/odd-money';

export interface Fulfilment {
  /** Null: the session is none of ours, or of a top-up that has another. */
  topUpId: bigint | null;
  status: TopUpStatus | null;
  /** One sentence for the log. */
  note: string;
}

/**
 * Brings one top-up to the state that Stripe reports for its Checkout session: the only way by which card
 * money enters a wallet, called by webhooks, the return page and the refresh job alike. Reads the session
 * again, locks the top-up's row, and posts money and fee in the same transaction, so repeats, parallel calls
 * and stale reads change nothing more. A payment that is not what was asked for is put aside instead, for
 * finance to end. Throws what the processor's functions and the database throw; then nothing was changed and
 * the same call may be made again.
 */
export async function fulfilTopUp(
  sessionRef: string,
  options: { timeoutMs?: number } = {},
): Promise<Fulfilment> {
  const payment = await processor().readPayment(sessionRef, options);
  if (!payment) return giveUp(sessionRef);
  if (!payment.topUp) return { topUpId: null, status: null, note: `${sessionRef} is not a top-up of ours.` };
  return db.$transaction((tx) => applyPayment(tx, payment), { maxWait: 10_000, timeout: 15_000 });
}

/** Stripe has no such page (other keys, a new sandbox): it can't be paid and must not stand in the way. */
async function giveUp(sessionRef: string): Promise<Fulfilment> {
  await db.topUp.updateMany({
    where: { sessionRef, status: 'open' },
    data: { status: 'expired' },
  });
  const topUp = await db.topUp.findUnique({
    where: { sessionRef },
    select: { id: true, status: true },
  });
  return { topUpId: topUp?.id ?? null, status: topUp?.status ?? null, note: `Stripe has no ${sessionRef}.` };
}

// A read may be older than what another call has applied since: a top-up only ever moves up.
const RANK: Record<TopUpStatus, number> = {
  created: 0,
  open: 1,
  processing: 2,
  expired: 3,
  canceled: 3,
  failed: 3,
  set_aside: 4,
  paid: 5,
};
const CLOCK_TOLERANCE_MS = MINUTE_MS;

async function applyPayment(tx: Tx, payment: Payment): Promise<Fulfilment> {
  const topUp = await lockTopUp(tx, payment);
  if (!topUp) return putStrayAside(tx, payment, null);
  if (topUp.sessionRef && topUp.sessionRef !== payment.sessionRef) return putStrayAside(tx, payment, topUp);
  // A page whose address nobody was given: asking again with the top-up's own key decides which page it is.
  if (!topUp.sessionRef && (payment.state === 'open' || payment.state === 'closed'))
    return { topUpId: topUp.id, status: topUp.status, note: `${payment.sessionRef} was never shown.` };
  const fault = payment.state === 'paid' ? faultOf(topUp, payment) : null;
  if (fault) await putAside(tx, { ...oddOf(topUp, payment), reason: fault });
  const status = nextStatus(topUp, payment, fault !== null);
  const paidNow = status === 'paid' && topUp.status !== 'paid';
  const fee = status === 'paid' && !topUp.transactionRef ? payment.fee : null;
  const feeMicros = fee && fee.currency === topUp.wallet.currency ? fee.feeMicros : undefined;
  await tx.topUp.update({
    where: { id: topUp.id },
    data: {
      status,
      sessionRef: payment.sessionRef,
      paymentRef: payment.paymentRef ?? undefined,
      failureCode: payment.failureCode ?? undefined,
      ...((status === 'paid' || status === 'set_aside') && {
        chargeRef: payment.chargeRef,
        cardBrand: payment.cardBrand,
        cardLast4: payment.cardLast4,
      }),
      ...(status === 'paid' && {
        paidAt: topUp.paidAt ?? new Date(),
        transactionRef: fee?.transactionRef,
        feeMicros,
      }),
    },
  });
  if (paidNow) {
    await postTopUp(tx, { topUpId: topUp.id, walletId: topUp.walletId, amountMicros: topUp.amountMicros });
    await endAgreed(tx, { about: 'top_up', ref: topUp.id, processorRef: payment.sessionRef });
  }
  if (feeMicros !== undefined)
    await postProcessingFee(tx, { topUpId: topUp.id, currency: topUp.wallet.currency, feeMicros });
  const odd = fault ? ` ${payment.sessionRef} was put aside: ${fault}.` : '';
  return { topUpId: topUp.id, status, note: `${sentenceFor(topUp, status, fee, feeMicros)}${odd}` };
}

/** A page of no top-up, or of one with another page. If it was paid, the money must be seen. */
async function putStrayAside(tx: Tx, payment: Payment, topUp: LockedTopUp | null): Promise<Fulfilment> {
  const reason = topUp ? 'second_time' : 'not_ours';
  if (payment.state === 'paid') await putAside(tx, { ...oddOf(topUp, payment), reason });
  return {
    topUpId: null,
    status: null,
    note: topUp
      ? `${payment.sessionRef} was put aside: top-up ${topUp.id} belongs to another session.`
      : `${payment.sessionRef} was put aside: no such top-up is written down.`,
  };
}

function oddOf(topUp: LockedTopUp | null, payment: Payment): Omit<OddMoney, 'reason'> {
  const { sessionRef, amountMicros, currency, chargeRef } = payment;
  return {
    about: 'top_up',
    processorRef: sessionRef,
    ...(topUp && {
      ref: topUp.id,
      walletId: topUp.walletId,
      expected: { micros: topUp.amountMicros, currency: topUp.wallet.currency },
    }),
    ...(amountMicros !== null && currency !== null && { came: { micros: amountMicros, currency } }),
    detail: chargeRef,
  };
}

async function lockTopUp(tx: Tx, { topUp }: Payment) {
  if (!topUp) return null;
  // The key as well as the id: after a database was made again, an old session must not pay for another's
  // row.
  const locked = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM top_ups WHERE id = ${topUp.id} AND request_key::text = ${topUp.requestKey} FOR UPDATE`;
  if (!locked[0]) return null;
  return tx.topUp.findUniqueOrThrow({
    where: { id: topUp.id },
    include: { wallet: { select: { currency: true } } },
  });
}

type LockedTopUp = NonNullable<Awaited<ReturnType<typeof lockTopUp>>>;

/** Why the payment is not the one that we asked for, or null. */
function faultOf(topUp: LockedTopUp, payment: Payment): 'wrong_currency' | 'wrong_amount' | null {
  if (payment.currency !== topUp.wallet.currency) return 'wrong_currency';
  return payment.amountMicros === topUp.amountMicros ? null : 'wrong_amount';
}

function nextStatus(topUp: LockedTopUp, payment: Payment, isOdd: boolean): TopUpStatus {
  // Stripe closes a session at its date; one that closed before was closed by us.
  const early = Date.now() < topUp.expiresAt.getTime() - CLOCK_TOLERANCE_MS;
  const closed = early ? 'canceled' : 'expired';
  const told = isOdd ? 'set_aside' : payment.state === 'closed' ? closed : payment.state;
  return RANK[told] > RANK[topUp.status] ? told : topUp.status;
}

function sentenceFor(
  topUp: LockedTopUp,
  status: TopUpStatus,
  fee: Payment['fee'],
  feeMicros?: bigint,
): string {
  const moved = status === topUp.status ? 'stays' : 'is now';
  const settled =
    fee && feeMicros === undefined
      ? ` Its fee was taken in ${fee.currency} and is left for reconciliation.`
      : feeMicros === undefined
        ? ''
        : ` Its fee of ${feeMicros} micros is posted.`;
  return `Top-up ${topUp.id} ${moved} ${status}.${settled}`;
}
