import 'server-only';
import { db, type Tx } from '@/lib/db';
import type { TopUpStatus } from '@/lib/generated/prisma/enums';
import { postProcessingFee } from '@/lib/ledger/post-processing-fee';
import { postTopUp } from '@/lib/ledger/post-top-up';
import { log } from '@/lib/log';
import { fromMinorUnits, toMinorUnits } from '@/lib/money';
import { stripe } from '@/lib/stripe/client';
import { isMissing } from '@/lib/stripe/errors';
import { PAYMENT_EXPANSION, type Payment, readPayment } from './read-payment';

export interface Fulfilment {
  /** Null: the session is none of ours, or does not match what we wrote down. */
  topUpId: bigint | null;
  status: TopUpStatus | null;
  /** One sentence for the log. */
  note: string;
}

interface Options {
  /** For a page that should not wait long for Stripe. */
  timeoutMs?: number;
}

/**
 * Brings one top-up to the state that Stripe tells of its Checkout session: the only way by which card money enters a
 * wallet, called by webhooks, the return page and the refresh job alike. Reads the session anew, locks the top-up's row,
 * and posts money and fee in the same transaction, so repeats, parallel calls and stale reads change nothing more.
 * Throws what the SDK and the database throw; then nothing was changed and the same call may be made again.
 */
export async function fulfilTopUp(sessionId: string, options: Options = {}): Promise<Fulfilment> {
  const payment = await readFromStripe(sessionId, options);
  if (!payment) return giveUp(sessionId);
  if (!payment.topUp) return { topUpId: null, status: null, note: `${sessionId} is not a top-up of ours.` };
  return db.$transaction((tx) => applyPayment(tx, payment), { maxWait: 10_000, timeout: 15_000 });
}

async function readFromStripe(sessionId: string, { timeoutMs }: Options): Promise<Payment | null> {
  const patience = timeoutMs ? { timeout: timeoutMs, maxNetworkRetries: 0 } : undefined;
  try {
    return readPayment(
      await stripe().checkout.sessions.retrieve(sessionId, { expand: PAYMENT_EXPANSION }, patience),
    );
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Stripe has no such page (other keys, a sandbox made anew), so it cannot be paid and must not stand in the way. */
async function giveUp(sessionId: string): Promise<Fulfilment> {
  await db.topUp.updateMany({
    where: { checkoutSessionId: sessionId, status: 'open' },
    data: { status: 'expired' },
  });
  const topUp = await db.topUp.findUnique({
    where: { checkoutSessionId: sessionId },
    select: { id: true, status: true },
  });
  return { topUpId: topUp?.id ?? null, status: topUp?.status ?? null, note: `Stripe has no ${sessionId}.` };
}

// A read may be older than what another call has applied since: a top-up only ever moves up.
const RANK: Record<TopUpStatus, number> = {
  created: 0,
  open: 1,
  processing: 2,
  expired: 3,
  canceled: 3,
  failed: 3,
  paid: 4,
};
const CLOCK_TOLERANCE_MS = 60_000;

async function applyPayment(tx: Tx, payment: Payment): Promise<Fulfilment> {
  const topUp = await lockTopUp(tx, payment);
  const fault = topUp ? mismatch(topUp, payment) : 'no such top-up is written down';
  if (!topUp || fault) {
    log.error({ session: payment.sessionId, topUp: payment.topUp?.id, fault }, 'a payment needs a person');
    return { topUpId: null, status: null, note: `${payment.sessionId} was left alone: ${fault}.` };
  }
  // A page whose address nobody was given: asking again with the top-up's own key decides which page it is.
  if (!topUp.checkoutSessionId && (payment.state === 'open' || payment.state === 'closed'))
    return { topUpId: topUp.id, status: topUp.status, note: `${payment.sessionId} was never shown.` };
  const status = nextStatus(topUp, payment);
  const paidNow = status === 'paid' && topUp.status !== 'paid';
  const fee = status === 'paid' && !topUp.balanceTransactionId ? payment.fee : null;
  const feeMicros =
    fee && fee.currency === topUp.wallet.currency ? fromMinorUnits(fee.feeMinor, fee.currency) : undefined;
  await tx.topUp.update({
    where: { id: topUp.id },
    data: {
      status,
      checkoutSessionId: payment.sessionId,
      paymentIntentId: payment.paymentIntentId ?? undefined,
      failureCode: payment.failureCode ?? undefined,
      ...(status === 'paid' && {
        paidAt: topUp.paidAt ?? new Date(),
        chargeId: payment.chargeId,
        cardBrand: payment.cardBrand,
        cardLast4: payment.cardLast4,
        balanceTransactionId: fee?.balanceTransactionId,
        feeMicros,
      }),
    },
  });
  if (paidNow)
    await postTopUp(tx, { topUpId: topUp.id, walletId: topUp.walletId, amountMicros: topUp.amountMicros });
  if (feeMicros !== undefined)
    await postProcessingFee(tx, { topUpId: topUp.id, currency: topUp.wallet.currency, feeMicros });
  return { topUpId: topUp.id, status, note: sentenceFor(topUp, status, fee, feeMicros) };
}

async function lockTopUp(tx: Tx, { topUp }: Payment) {
  if (!topUp) return null;
  // The key as well as the id: after a database was made anew, an old session must not pay for another's row.
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
function mismatch(topUp: LockedTopUp, payment: Payment): string | null {
  if (topUp.checkoutSessionId && topUp.checkoutSessionId !== payment.sessionId)
    return `top-up ${topUp.id} belongs to another session`;
  if (payment.currency !== topUp.wallet.currency) return `the currency is ${payment.currency}`;
  const expected = toMinorUnits(topUp.amountMicros, topUp.wallet.currency);
  return payment.amountMinor === expected ? null : `${payment.amountMinor} is not the ${expected} asked for`;
}

function nextStatus(topUp: LockedTopUp, payment: Payment): TopUpStatus {
  // Stripe closes a session at its date; one that closed before was closed by us.
  const early = Date.now() < topUp.expiresAt.getTime() - CLOCK_TOLERANCE_MS;
  const told = payment.state === 'closed' ? (early ? 'canceled' : 'expired') : payment.state;
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
