import 'server-only';
import { db, type Tx } from '@/lib/db';
import type { PayoutStatus } from '@/lib/generated/prisma/enums';
import { log } from '@/lib/log';
import { postCreatorMail } from '@/lib/mail/creators/post-creator-mail';
import { fromMinorUnits, toMinorUnits } from '@/lib/money';
import { readTransfer, type TransferFacts } from '@/lib/stripe/connect/transfers';
import { lockPayout, type PayoutRow, TRANSACTION } from './lock-payout';
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

/** Brings a payout to what Stripe says of its transfer now. Throws what the SDK throws. */
export async function applyTransfer(transferId: string): Promise<Applied> {
  const facts = await readTransfer(transferId);
  return facts ? applyTransferFacts(facts) : none(`Stripe has no ${transferId}.`);
}

/**
 * The same with facts that were just read. Locks the payout's row and posts in the same transaction. What Stripe reversed
 * only ever grows, so repeats, parallel calls and stale reads change nothing more.
 */
export function applyTransferFacts(facts: TransferFacts): Promise<Applied> {
  const { payout: named } = facts;
  if (!named) return Promise.resolve(none(`${facts.transferId} is not a payout of ours.`));
  return db.$transaction(async (tx) => {
    const payout = await lockPayout(tx, named.id);
    const fault = payout ? mismatch(payout, facts, named.requestKey) : 'no such payout is written down';
    if (!payout || fault) {
      log.error({ transfer: facts.transferId, payout: named.id, fault }, 'a transfer needs a person');
      return none(`${facts.transferId} was left alone: ${fault}.`);
    }
    return apply(tx, payout, facts);
  }, TRANSACTION);
}

async function apply(tx: Tx, payout: PayoutRow, facts: TransferFacts): Promise<Applied> {
  const { id } = payout;
  const sentNow = payout.status === 'created';
  const reversedMicros = fromMinorUnits(facts.reversedMinor, facts.currency);
  const row =
    sentNow || !payout.transferId
      ? await tx.payout.update({
          where: { id },
          data: {
            ...(sentNow && { status: 'sent', sentAt: new Date() }),
            transferId: facts.transferId,
            destinationPaymentId: facts.destinationPaymentId,
          },
        })
      : payout;
  if (sentNow)
    await postCreatorMail(tx, { creatorId: row.creatorId, kind: 'payout_sent', eventKey: String(id) });
  let { status } = row;
  if (reversedMicros > row.returnedMicros)
    status = await returnMoney(tx, row, { totalMicros: reversedMicros, reversedMicros });
  else if (reversedMicros > row.reversedMicros)
    await tx.payout.update({ where: { id }, data: { reversedMicros } });
  const unwanted = row.returnedMicros > reversedMicros && row.returnedMicros > row.reversedMicros;
  if (unwanted)
    log.error({ payout: id, transfer: facts.transferId }, 'a transfer turned up for a payout given up');
  const moved = status === payout.status ? 'stays' : 'is now';
  return { payoutId: id, status, unwanted, note: `Payout ${id} ${moved} ${status}.` };
}

/** Why the transfer is not the one that we asked for, or null. */
function mismatch(payout: PayoutRow, facts: TransferFacts, requestKey: string): string | null {
  if (payout.requestKey !== requestKey) return `payout ${payout.id} has another key`;
  if (payout.transferId && payout.transferId !== facts.transferId)
    return `payout ${payout.id} has another transfer`;
  if (payout.currency !== facts.currency) return `the currency is ${facts.currency}`;
  if (payout.stripeAccountId !== facts.destination) return `it goes to ${facts.destination}`;
  const expected = toMinorUnits(payout.amountMicros, payout.currency);
  return facts.amountMinor === expected ? null : `${facts.amountMinor} is not the ${expected} asked for`;
}

function none(note: string): Applied {
  return { payoutId: null, status: null, unwanted: false, note };
}
