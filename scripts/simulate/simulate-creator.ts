import { currencyOf } from '../../lib/core/currencies.ts';
import { splitFee } from '../../lib/core/money.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/core/time.ts';
import { least } from './least.ts';
import type { Random } from './random.ts';
import type {
  CreatorInTown,
  CreatorYear,
  Payout,
  PayoutAccount,
  Rules,
  Settlement,
  Span,
  Unlock,
} from './types.ts';

/** Unlocks are settled each night, a day after they were made: later than any can be taken back. */
const SETTLED_AT_MS = 7 * MINUTE_MS;
const DELAY_MS = DAY_MS;
const PAID_AT_MS = 6 * HOUR_MS + 30 * MINUTE_MS;
const BANK_MS = 2 * DAY_MS;

interface CreatorInput {
  random: Random;
  creator: CreatorInTown;
  /** All unlocks of this creator's items, in the order of time. */
  unlocks: Unlock[];
  account: PayoutAccount;
  span: Span;
  rules: Rules;
}

/** What a creator earned, night by night, and how it was paid out. Depends on its input alone. */
export function simulateCreator(input: CreatorInput): CreatorYear {
  const settlements: Settlement[] = [];
  const purse = new Earnings(settlements);
  const payouts: Payout[] = [];
  const { span, unlocks } = input;
  let next = 0;
  for (let day = span.fromMs; day < span.untilMs; day += DAY_MS) {
    const cutoffMs = day + SETTLED_AT_MS - DELAY_MS;
    const due: Unlock[] = [];
    for (let one = unlocks[next]; one && one.atMs <= cutoffMs; one = unlocks[next]) {
      if (one.refundedMs === null) due.push(one);
      next += 1;
    }
    if (due.length > 0) {
      const settlement = settle(input, due, cutoffMs, settlements.at(-1)?.cutoffMs ?? null);
      settlements.push(settlement);
      purse.add(settlement);
    }
    const payout = isPaidOn(input, day) ? payOut(input, purse, day) : null;
    if (payout) payouts.push(payout);
    purse.takeBack(payouts, day);
  }
  const inTransitMicros = payouts
    .filter(({ answerMs }) => answerMs >= span.untilMs)
    .reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  return {
    account: input.account,
    settlements,
    payouts,
    availableMicros: purse.availableMicros,
    inTransitMicros,
  };
}

function settle(
  { creator, rules }: CreatorInput,
  due: Unlock[],
  cutoffMs: number,
  fromMs: number | null,
): Settlement {
  const grossMicros = due.reduce((sum, { item }) => sum + item.priceMicros, 0n);
  const paidMicros = due
    .flatMap(({ parts }) => parts)
    .reduce((sum, { gift, micros }) => (gift === null ? sum + micros : sum), 0n);
  const { feeMicros, netMicros } = splitFee(grossMicros, rules.feePercent);
  return {
    creator,
    fromMs,
    cutoffMs,
    atMs: cutoffMs + DELAY_MS,
    unlockCount: due.length,
    grossMicros,
    feeMicros,
    netMicros,
    giftMicros: netMicros - (netMicros * paidMicros) / grossMicros,
  };
}

function isPaidOn({ account }: CreatorInput, day: number): boolean {
  if (account.standing !== 'verified' || day < account.openedMs) return false;
  const date = new Date(day);
  if (account.schedule === 'monthly') return date.getUTCDate() === 1;
  if (account.schedule === 'weekly') return date.getUTCDay() === 1;
  // By hand, when it comes to mind.
  return date.getUTCDate() === 9 && date.getUTCMonth() % 2 === 0;
}

function payOut(input: CreatorInput, purse: Earnings, day: number): Payout | null {
  const { random, creator, account, rules } = input;
  // A bank that would not take the last one is not tried again.
  if (purse.refusedByBank(account, day)) return null;
  const room = purse.giftRoom(rules.giftCapMicros, day);
  const held = purse.heldGiftMicros;
  const payable = purse.availableMicros - held + least(held, room);
  const { minorMicros } = currencyOf(rules.currency);
  const amountMicros = payable - (payable % minorMicros);
  if (amountMicros < rules.minPayoutMicros) return null;
  const free = purse.availableMicros > held ? purse.availableMicros - held : 0n;
  const giftMicros = amountMicros > free ? amountMicros - free : 0n;
  const scheduled = account.schedule !== 'on_request';
  const atMs = day + PAID_AT_MS + random.whole(0, scheduled ? 90 : 36_000) * 1_000;
  const answerMs = atMs + BANK_MS;
  const fails = bankOn(account, day)?.number !== GOOD_BANK;
  const payout: Payout = {
    creator,
    requestKey: random.uuid(),
    amountMicros,
    atMs,
    scheduled,
    answerMs,
    fails,
    returnedMs: answerMs + 2 * MINUTE_MS,
    lines: purse.take(amountMicros),
    giftMicros,
  };
  purse.send(payout);
  return payout;
}

/** Stripe's test bank account that takes everything; of the others each refuses in its own way. */
export const GOOD_BANK = '000123456789' as const;

/** What is available of a creator's earnings, and which settlements it came from. */
class Earnings {
  availableMicros = 0n;
  private settledGiftMicros = 0n;
  private readonly released: { micros: bigint; atMs: number }[] = [];
  private readonly free: bigint[] = [];
  private readonly returned = new Set<Payout>();
  private lastFailedMs: number | null = null;

  constructor(private readonly settlements: readonly Settlement[]) {}

  get heldGiftMicros(): bigint {
    return this.released.reduce((held, { micros }) => held - micros, this.settledGiftMicros);
  }

  add(settlement: Settlement): void {
    this.availableMicros += settlement.netMicros;
    this.settledGiftMicros += settlement.giftMicros;
    this.free[this.settlements.indexOf(settlement)] = settlement.netMicros;
  }

  /** What of a month's cap is left on this day. */
  giftRoom(capMicros: bigint, day: number): bigint {
    const month = new Date(day).toISOString().slice(0, 7);
    const used = this.released
      .filter(({ atMs }) => new Date(atMs).toISOString().startsWith(month))
      .reduce((sum, { micros }) => sum + micros, 0n);
    return used < capMicros ? capMicros - used : 0n;
  }

  /** The oldest settlements that are not paid for yet. */
  take(amountMicros: bigint): Payout['lines'] {
    const lines: Payout['lines'] = [];
    let due = amountMicros;
    for (const [settlement, free] of this.free.entries()) {
      if (due === 0n) break;
      if (free === 0n) continue;
      const micros = least(due, free);
      this.free[settlement] = free - micros;
      due -= micros;
      lines.push({ settlement, micros });
    }
    return lines;
  }

  send({ amountMicros, giftMicros, atMs }: Payout): void {
    this.availableMicros -= amountMicros;
    if (giftMicros > 0n) this.released.push({ micros: giftMicros, atMs });
  }

  /** What failed at the bank by the end of this day is available again. */
  takeBack(payouts: readonly Payout[], day: number): void {
    for (const payout of payouts) {
      if (!payout.fails || this.returned.has(payout) || payout.returnedMs >= day + DAY_MS) continue;
      this.returned.add(payout);
      this.availableMicros += payout.amountMicros;
      this.lastFailedMs = payout.answerMs;
      for (const { settlement, micros } of payout.lines)
        this.free[settlement] = (this.free[settlement] ?? 0n) + micros;
    }
  }

  /** Whether the bank account of this day would not take the last payout. */
  refusedByBank(account: PayoutAccount, day: number): boolean {
    return this.lastFailedMs !== null && (bankOn(account, day)?.fromMs ?? 0) < this.lastFailedMs;
  }
}

function bankOn({ banks }: PayoutAccount, day: number) {
  return banks.findLast(({ fromMs }) => fromMs <= day);
}
