import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import type { OddMoneyReason, PayoutStatus } from '@/lib/generated/prisma/enums';
import { processor, type TransferFacts } from '@/lib/ground/payments';
import { endAgreed, putAside } from '@/lib/rooms/odd-money';
import { lockPayout, type PayoutRow, TRANSACTION } from './lock-payout';
import { mailCreator } from './mail-creator';
import { returnMoney } from './return-money';

export interface Applied {
  /** Null: it is the transfer of no payout of ours. */
  payoutId: bigint | null;
  status: PayoutStatus | null;
  /** Stripe made it for a payout that had been given up: it must be pulled back. */
  unwanted: boolean;
  /** One sentence for the log. */
  note: string;
}

/** Brings a payout to what Stripe says of its transfer now. Throws ProcessorError. */
export async function applyTransfer(transferRef: string): Promise<Applied> {
  const facts = await processor().readTransfer(transferRef);
  return facts ? applyTransferFacts(facts) : none(`Stripe has no ${transferRef}.`);
}

/** The same with facts just read, under the row's lock. Reversals only grow, so repeats do nothing. */
export function applyTransferFacts(facts: TransferFacts): Promise<Applied> {
  const { payout: named } = facts;
  if (!named) return Promise.resolve(none(`${facts.transferRef} is not a payout of ours.`));
  return db.$transaction(async (tx) => {
    const payout = await lockPayout(tx, named.id);
    const reason = faultOf(payout, facts, named.requestKey);
    if (!payout || reason) {
      await putTransferAside(tx, reason === 'not_ours' ? null : payout, facts, reason ?? 'not_ours');
      return none(`${facts.transferRef} was put aside: ${reason ?? 'not_ours'}.`);
    }
    await endAgreed(tx, { about: 'transfer', processorRef: facts.transferRef });
    return apply(tx, payout, facts);
  }, TRANSACTION);
}

async function apply(tx: Tx, payout: PayoutRow, facts: TransferFacts): Promise<Applied> {
  const { id } = payout;
  const sentNow = payout.status === 'created';
  const { reversedMicros } = facts;
  const row =
    sentNow || !payout.transferRef
      ? await tx.payout.update({
          where: { id },
          data: {
            ...(sentNow && { status: 'sent', sentAt: new Date() }),
            transferRef: facts.transferRef,
            receivedRef: facts.receivedRef,
          },
        })
      : payout;
  if (sentNow) await endAgreed(tx, { about: 'payout', creatorId: row.creatorId, reason: 'refused' });
  if (sentNow) await mailCreator(tx, row, 'payout_sent');
  let { status } = row;
  if (reversedMicros > row.returnedMicros)
    status = await returnMoney(tx, row, { totalMicros: reversedMicros, reversedMicros });
  else if (reversedMicros > row.reversedMicros)
    await tx.payout.update({ where: { id }, data: { reversedMicros } });
  const unwanted = row.returnedMicros > reversedMicros && row.returnedMicros > row.reversedMicros;
  if (unwanted)
    log.error({ payout: id, transfer: facts.transferRef }, 'a transfer turned up for a payout given up');
  const moved = status === payout.status ? 'stays' : 'is now';
  return { payoutId: id, status, unwanted, note: `Payout ${id} ${moved} ${status}.` };
}

/** Why the transfer is not the one that we asked for, or null. */
function faultOf(payout: PayoutRow | null, facts: TransferFacts, requestKey: string): OddMoneyReason | null {
  if (payout?.requestKey !== requestKey) return 'not_ours';
  if (payout.transferRef && payout.transferRef !== facts.transferRef) return 'second_time';
  if (payout.currency !== facts.currency) return 'wrong_currency';
  if (payout.accountRef !== facts.accountRef) return 'wrong_destination';
  return facts.amountMicros === payout.amountMicros ? null : 'wrong_amount';
}

async function putTransferAside(
  tx: Tx,
  payout: PayoutRow | null,
  { transferRef, amountMicros, currency, accountRef }: TransferFacts,
  reason: OddMoneyReason,
): Promise<void> {
  await putAside(tx, {
    about: 'transfer',
    reason,
    processorRef: transferRef,
    ...(payout && {
      ref: payout.id,
      creatorId: payout.creatorId,
      expected: { micros: -payout.amountMicros, currency: payout.currency },
    }),
    came: { micros: -amountMicros, currency },
    detail: accountRef,
  });
}

function none(note: string): Applied {
  return { payoutId: null, status: null, unwanted: false, note };
}
