import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import { postPayoutPaid } from '@/lib/ground/ledger';
import { type BankPayoutFacts, processor } from '@/lib/ground/payments';
import { endAgreed } from '@/lib/rooms/odd-money';
import { leaveUnknown } from './leave-unknown';
import { lockPayout, type PayoutRow, TRANSACTION } from './lock-payout';
import { noteFailedPayout } from './note-failed-payout';
import { pullBack } from './pull-back';
import { resumePayout } from './send-payout';

/**
 * Brings our payouts to what Stripe says of one payout from a connected account to its bank (`po_…`), which
 * may carry several of ours. Paid: in transit → card clearing. Failed or canceled: the transfer is pulled
 * back first, then the money is available again. When Stripe does not say what it carries, ours stand in
 * nobody's way and a person is told. Order and repeats don't matter. Returns one sentence for the log; throws
 * ProcessorError.
 */
export async function applyConnectedPayout(bankPayoutRef: string, accountRef: string): Promise<string> {
  await findUncertain(accountRef);
  const facts = await processor().readBankPayout(bankPayoutRef, accountRef);
  if (!facts) return `Stripe has no ${bankPayoutRef}.`;
  const ids = await listCarried(facts);
  if (ids.length === 0)
    return facts.sourcesKnown ? `${bankPayoutRef} pays for no payout of ours.` : leaveUnknown(facts);
  const notes: string[] = [];
  await eachAlone(ids, async (id) => {
    notes.push(await applyOne(id, facts));
  });
  return notes.join(' ');
}

/** A payout whose transfer is not known yet could not be recognised below. */
async function findUncertain(accountRef: string): Promise<void> {
  const rows = await db.payout.findMany({ where: { accountRef, status: 'created' } });
  await eachAlone(rows, resumePayout);
}

async function listCarried(facts: BankPayoutFacts): Promise<bigint[]> {
  const rows = await db.payout.findMany({
    where: {
      accountRef: facts.accountRef,
      OR: [
        { receivedRef: { in: facts.receivedRefs } },
        { bankPayoutRef: { in: [facts.bankPayoutRef, ...facts.retriedPayoutRefs] } },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

async function applyOne(id: bigint, facts: BankPayoutFacts): Promise<string> {
  const { status, transferRef, note } = await db.$transaction(async (tx) => {
    const payout = await lockPayout(tx, id);
    if (!payout) throw new Error(`payout ${id} is gone`);
    const change = nextOf(payout, facts);
    if (change?.status === 'paid' && !payout.paidAt) {
      await postPayoutPaid(tx, {
        payoutId: id,
        creatorId: payout.creatorId,
        currency: payout.currency,
        amountMicros: payout.amountMicros - payout.returnedMicros,
      });
    }
    if (change) await tx.payout.update({ where: { id }, data: change });
    if (change?.status) await tellFinance(tx, payout, change.status, facts);
    const status = change?.status ?? payout.status;
    return {
      status,
      transferRef: payout.transferRef,
      note: `Payout ${id} ${change ? 'is now' : 'stays'} ${status}.`,
    };
  }, TRANSACTION);
  if (status !== 'returning' || !transferRef) return note;
  return `${note} ${(await pullBack(transferRef)).note}`;
}

/** What was unknown is known now; a bank that refused is remembered, one that took it is fine again. */
async function tellFinance(
  tx: Tx,
  payout: PayoutRow,
  status: PayoutRow['status'],
  facts: BankPayoutFacts,
): Promise<void> {
  const { id: ref, creatorId } = payout;
  await endAgreed(tx, { about: 'payout', reason: 'sources_unknown', ref });
  if (status === 'returning') await noteFailedPayout(tx, payout, facts);
  if (status === 'paid') await endAgreed(tx, { about: 'payout', creatorId, reason: 'bank_refused' });
}

type Change = Partial<
  Pick<PayoutRow, 'status' | 'bankPayoutRef' | 'arrivesAt' | 'paidAt' | 'endedAt' | 'failureCode'>
>;

/** What a payout becomes. One that failed is never paid again by the same `po_…`, so stale reads pass. */
function nextOf(
  payout: PayoutRow,
  { state, bankPayoutRef, arrivesAt, failureCode }: BankPayoutFacts,
): Change | null {
  const isSame = payout.bankPayoutRef === bankPayoutRef;
  const named = { bankPayoutRef, arrivesAt };
  if (state === 'under_way') return payout.status === 'sent' && !isSame ? named : null;
  if (state === 'paid') {
    const awaits = payout.status === 'sent' || (payout.status === 'returning' && !isSame);
    const now = new Date();
    return awaits
      ? { ...named, status: 'paid', paidAt: payout.paidAt ?? now, endedAt: now, failureCode: null }
      : null;
  }
  const fails = payout.status === 'sent' || (payout.status === 'paid' && isSame);
  return fails ? { ...named, status: 'returning', failureCode, endedAt: null } : null;
}
