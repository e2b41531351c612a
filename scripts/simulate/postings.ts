import { fromMinorUnits } from '../../lib/core/money.ts';
import { at, insertRows } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import { bookedFeeMicros } from './planted-fee.ts';
import { keyOf } from './processor-steps.ts';
import type { Work } from './town-at-work.ts';
import type { CreatorYear, Dispute, ReaderYear, TopUp, Unlock } from './types.ts';
import { giftLot } from './write-wallets.ts';

interface Posting {
  kind: string;
  ref: bigint;
  leg: number;
  debit: bigint;
  credit: bigint;
  micros: bigint;
  atMs: number;
}

/** Every transfer of the year, in the order of time, as the ledger's functions post them for such rows. */
export async function writeTransfers(work: Work): Promise<void> {
  const postings = [
    ...work.year.readers.flatMap((reader) => new ReaderPostings(work, reader).all()),
    ...work.year.creators.flatMap((creator) => postingsOfCreator(work, creator)),
  ];
  await insertRows(
    work.client,
    'transfers',
    postings
      .filter(({ micros }) => micros > 0n)
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ kind, ref, leg, debit, credit, micros, atMs }) => ({
        ...{ ref, kind, leg, debit_account_id: debit, credit_account_id: credit, amount_micros: micros },
        created_at: at(atMs),
      })),
  );
}

class ReaderPostings {
  private readonly lot: bigint;

  constructor(
    private readonly work: Work,
    private readonly reader: ReaderYear,
  ) {
    this.lot = idOf(work.numbers.paidLots, reader);
  }

  all(): Posting[] {
    const { gifts, topUps, unlocks, refunds, disputes } = this.reader;
    return [
      ...gifts.flatMap((_gift, n) => this.gift(n)),
      ...topUps.flatMap((topUp) => this.topUp(topUp)),
      ...unlocks.flatMap((unlock) => this.unlock(unlock)),
      ...refunds.map((refund) => ({
        ...{ kind: 'top_up_refund', ref: idOf(this.work.numbers.refunds, refund), leg: 0 },
        ...{ debit: this.lot, credit: this.platform.card_clearing },
        ...{ micros: refund.amountMicros, atMs: refund.atMs },
      })),
      ...disputes.flatMap((dispute) => this.dispute(dispute)),
    ];
  }

  private get platform() {
    return this.work.accounts.platform;
  }

  private gift(n: number): Posting[] {
    const gift = this.reader.gifts[n];
    const ref = this.work.numbers.grants.get(this.reader)?.[n] ?? 0n;
    if (!gift) return [];
    const lot = giftLot(this.work, this.reader, n);
    const { promotions } = this.platform;
    const given = {
      kind: 'grant',
      ref,
      leg: 0,
      debit: promotions,
      credit: lot,
      micros: gift.amountMicros,
      atMs: gift.atMs,
    };
    if (!gift.lapsed) return [given];
    const { micros, atMs } = gift.lapsed;
    return [given, { kind: 'grant_expiry', ref, leg: 0, debit: lot, credit: promotions, micros, atMs }];
  }

  private topUp(topUp: TopUp): Posting[] {
    const { amountMicros, paidMs } = topUp;
    if (paidMs === null) return [];
    const { card_clearing, processing_fees } = this.platform;
    const same = { ref: idOf(this.work.numbers.topUps, topUp), leg: 0, credit: this.lot, atMs: paidMs };
    return [
      { ...same, kind: 'top_up', debit: card_clearing, micros: amountMicros },
      {
        ...{ ...same, kind: 'processing_fee', debit: processing_fees, credit: card_clearing },
        micros: bookedFeeMicros(this.work, topUp),
      },
    ];
  }

  private unlock(unlock: Unlock): Posting[] {
    const { item, parts, atMs, refundedMs } = unlock;
    const ref = idOf(this.work.numbers.unlocks, unlock);
    const paid = parts.map(({ gift, micros }, leg) => ({
      ...{ kind: 'unlock', ref, leg, credit: item.pendingAccountId, micros, atMs },
      debit: gift === null ? this.lot : giftLot(this.work, this.reader, gift),
    }));
    if (refundedMs === null) return paid;
    const back = paid.map((one) => ({
      ...{ ...one, kind: 'unlock_refund', debit: one.credit, credit: one.debit },
      atMs: refundedMs,
    }));
    return [...paid, ...back];
  }

  private dispute(dispute: Dispute): Posting[] {
    const { numbers, answers, year } = this.work;
    const { openedMs, closedMs, ending, amountMicros, lostLotMicros } = dispute;
    const {
      disputes_held: held,
      card_clearing: clearing,
      processing_fees: fees,
      dispute_losses: losses,
    } = this.platform;
    const ref = idOf(numbers.disputes, dispute);
    const fee = answers.disputes.get(keyOf(ref))?.movements[0]?.fee ?? 0;
    const opened = { ref, leg: 0, atMs: openedMs };
    const closed = { ref, leg: 0, atMs: closedMs ?? openedMs };
    const postings: Posting[] = [
      { ...opened, kind: 'dispute_opened', debit: held, credit: clearing, micros: amountMicros },
      {
        ...{ ...opened, kind: 'dispute_fee', debit: fees, credit: clearing },
        micros: fromMinorUnits(fee, year.rules.currency),
      },
    ];
    if (ending === 'won')
      postings.push({
        ...closed,
        kind: 'dispute_won',
        leg: 1,
        debit: clearing,
        credit: held,
        micros: amountMicros,
      });
    if (ending === 'lost') {
      const lost = { ...closed, kind: 'dispute_lost', credit: held };
      postings.push({ ...lost, debit: this.lot, micros: lostLotMicros });
      postings.push({
        ...lost,
        leg: lostLotMicros > 0n ? 1 : 0,
        debit: losses,
        micros: amountMicros - lostLotMicros,
      });
    }
    return postings;
  }
}

function postingsOfCreator({ year, numbers, accounts }: Work, creator: CreatorYear): Posting[] {
  const own = accounts.creators.get(creator.account.creator);
  if (!own) throw new Error('A creator has no accounts.');
  const { creator_pending: pending, creator_available: available, creator_in_transit: transit } = own;
  const { platform_fees, card_clearing: clearing } = accounts.platform;
  const settled = creator.settlements.flatMap((one) => {
    const same = { ref: idOf(numbers.settlements, one), leg: 0, debit: pending, atMs: one.atMs };
    return [
      { ...same, kind: 'settlement', credit: available, micros: one.netMicros },
      { ...same, kind: 'platform_fee', credit: platform_fees, micros: one.feeMicros },
    ];
  });
  const paid = creator.payouts.flatMap((one) => {
    const same = { ref: idOf(numbers.payouts, one), leg: 0, micros: one.amountMicros };
    const sent = { ...same, kind: 'payout_sent', debit: available, credit: transit, atMs: one.atMs };
    if (one.answerMs >= year.span.untilMs) return [sent];
    const answer = one.fails
      ? { ...same, kind: 'payout_failed', debit: transit, credit: available, atMs: one.returnedMs }
      : { ...same, kind: 'payout_paid', debit: transit, credit: clearing, atMs: one.answerMs };
    return [sent, answer];
  });
  return [...settled, ...paid];
}
