import 'server-only';
import { randomUUID } from 'node:crypto';
import { isCurrencyCode } from '@/lib/core/currencies';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { postTopUp } from '@/lib/ground/ledger';
import { type Payment, processor, toDomainError } from '@/lib/ground/payments';
import { applyDispute, applyRefundFacts, sendRefund, writeRefundIn } from '@/lib/rooms/money-back';
import { fulfilTopUp } from '@/lib/rooms/wallet';
import type { Ending, OddMoneyRow, Settle } from './ending';

/**
 * A card payment that was put aside. Credited: the wallet gets what was received, and the top-up says so.
 * Refunded: the same, and all of it goes back to the card, so that the processor's fee is on our books; in a
 * currency that the wallet does not have, or for no top-up of ours, it goes back without a posting.
 */
export async function endPayment(row: OddMoneyRow, ending: Ending): Promise<Settle> {
  const port = processor(row.processor);
  const payment = await ask(() => port.readPayment(row.processorRef));
  if (payment?.state !== 'paid' || !payment.chargeRef) throw new DomainError('wrong_state');
  const { chargeRef } = payment;
  const postable = row.ref !== null && payment.currency !== null && payment.currency === row.expectedCurrency;
  if (!postable) {
    if (ending.outcome !== 'refunded') throw new DomainError('wrong_state');
    await ask(() => port.refundOddCharge(chargeRef, row.requestKey));
    return async () => undefined;
  }
  return async (tx) => {
    const topUpId = await credit(tx, row, payment);
    const refund =
      ending.outcome === 'refunded'
        ? await writeRefundIn(tx, {
            topUpId,
            requestKey: row.requestKey,
            amountMicros: null,
            reason: 'requested_by_customer',
            note: ending.note,
            act: ending.act,
            role: ending.role,
            locale: ending.locale,
          })
        : null;
    return async () => {
      if (refund?.isNew) await sendRefund(refund.refund);
      await catchUp(topUpId, payment.sessionRef, chargeRef);
    };
  };
}

async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toDomainError(error);
  }
}

/** What was received, whatever was asked for. A second payment of one top-up becomes a top-up of its own. */
async function credit(tx: Tx, row: OddMoneyRow, payment: Payment): Promise<bigint> {
  const { amountMicros, currency, sessionRef, paymentRef, chargeRef, cardBrand, cardLast4 } = payment;
  if (row.ref === null || amountMicros === null || !currency || !isCurrencyCode(currency))
    throw new DomainError('wrong_state');
  await tx.$queryRaw`SELECT id FROM top_ups WHERE id = ${row.ref} FOR UPDATE`;
  const topUp = await tx.topUp.findUniqueOrThrow({ where: { id: row.ref } });
  const paid = { status: 'paid', paidAt: new Date(), amountMicros, chargeRef } as const;
  if (row.reason !== 'second_time' && topUp.status !== 'set_aside') throw new DomainError('wrong_state');
  const { id, walletId } =
    row.reason === 'second_time'
      ? await tx.topUp.create({
          data: {
            ...paid,
            walletId: topUp.walletId,
            requestKey: randomUUID(),
            sessionRef,
            paymentRef,
            cardBrand,
            cardLast4,
            expiresAt: new Date(),
          },
        })
      : await tx.topUp.update({ where: { id: topUp.id }, data: paid });
  await postTopUp(tx, { topUpId: id, walletId, amountMicros });
  return id;
}

/** What waited for the charge to be posted: fee, refunds, disputes. The jobs do it if this fails. */
async function catchUp(topUpId: bigint, sessionRef: string, chargeRef: string): Promise<void> {
  const disputes = await db.dispute.findMany({ where: { topUpId }, select: { disputeRef: true } });
  const steps: (() => Promise<unknown>)[] = [
    () => fulfilTopUp(sessionRef),
    async () => {
      for await (const facts of processor().listRefundsOf(chargeRef)) await applyRefundFacts(facts);
    },
    ...disputes.map(
      ({ disputeRef }) =>
        () =>
          applyDispute(disputeRef),
    ),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log.warn({ topUp: topUpId, err: error }, 'what belongs to a credited payment waits for the job');
    }
  }
}
