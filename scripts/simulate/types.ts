import type { CurrencyCode } from '../../lib/core/currencies.ts';
import type { BankAccount } from '../../sandbox/connect/bank-accounts.ts';
import type { Person } from './people.ts';

/** Something on sale, as the database has it. */
export interface ItemOnSale {
  id: bigint;
  creatorId: bigint;
  pendingAccountId: bigint;
  kind: string;
  language: string;
  topic: string;
  priceMicros: bigint;
  publishedMs: number;
  /** Its unlocks bring a licence key that is made on demand. */
  givesKey: boolean;
}

export interface CreatorInTown {
  id: bigint;
  userId: bigint;
  email: string;
  name: string;
  locale: string;
  /** Whose earnings the demo shows. */
  isDemo: boolean;
}

export interface Gift {
  key: string;
  amountMicros: bigint;
  atMs: number;
  expiresMs: number;
  leftMicros: bigint;
  /** What of it was not spent in time, and when that was taken back. */
  lapsed: { micros: bigint; atMs: number } | null;
}

export interface TopUp {
  requestKey: string;
  amountMicros: bigint;
  openedMs: number;
  /** Null: the page was left, or the card was declined. */
  paidMs: number | null;
  /** Its number among Stripe's test cards. */
  card: string;
  saveCard: boolean;
  declined: boolean;
}

/** What one lot paid of an unlock: a gift by its place, or the paid lot (null). */
export interface Part {
  gift: number | null;
  micros: bigint;
}

export interface Unlock {
  item: ItemOnSale;
  atMs: number;
  refundedMs: number | null;
  parts: Part[];
}

export interface View {
  item: ItemOnSale;
  atMs: number;
  source: string;
  country: string;
}

export interface CardRefund {
  requestKey: string;
  /** Place of the top-up. */
  topUp: number;
  amountMicros: bigint;
  atMs: number;
}

export interface Dispute {
  topUp: number;
  amountMicros: bigint;
  openedMs: number;
  reason: string;
  ending: 'won' | 'lost' | null;
  closedMs: number | null;
  /** Lost: what the wallet still held of it; the platform bears the rest. */
  lostLotMicros: bigint;
}

/** A reader and all that they did. Everything is in the order of time. */
export interface ReaderYear {
  person: Person;
  /** The user who is in the database already: the demo reader. */
  isDemo: boolean;
  joinedMs: number;
  gifts: Gift[];
  topUps: TopUp[];
  unlocks: Unlock[];
  views: View[];
  refunds: CardRefund[];
  disputes: Dispute[];
  paidMicros: bigint;
}

export interface Settlement {
  creator: CreatorInTown;
  fromMs: number | null;
  cutoffMs: number;
  atMs: number;
  unlockCount: number;
  grossMicros: bigint;
  feeMicros: bigint;
  netMicros: bigint;
  giftMicros: bigint;
}

export interface Payout {
  creator: CreatorInTown;
  requestKey: string;
  amountMicros: bigint;
  atMs: number;
  scheduled: boolean;
  /** The bank's answer. */
  answerMs: number;
  fails: boolean;
  /** Failed: when the transfer was pulled back. */
  returnedMs: number;
  /** What it pays for: the place of a settlement, and how much of its net. */
  lines: { settlement: number; micros: bigint }[];
  /** What of it gifts paid for. */
  giftMicros: bigint;
}

type Standing = 'verified' | 'requirements_due' | 'not_started';

export interface PayoutAccount {
  creator: CreatorInTown;
  standing: Standing;
  schedule: 'on_request' | 'weekly' | 'monthly';
  country: string;
  creationKey: string;
  openedMs: number;
  /** The creator's bank accounts one after the other; their numbers decide how payouts end. */
  banks: { fromMs: number; number: BankAccount }[];
}

export interface CreatorYear {
  account: PayoutAccount;
  settlements: Settlement[];
  payouts: Payout[];
  availableMicros: bigint;
  inTransitMicros: bigint;
}

export interface Rules {
  currency: CurrencyCode;
  feePercent: number;
  minPayoutMicros: bigint;
  giftCapMicros: bigint;
}

/** The bounds of the year: [fromMs, untilMs), both midnights (UTC). */
export interface Span {
  fromMs: number;
  untilMs: number;
}

export interface Passer {
  view: View;
  /** 16 bytes in hexadecimal. */
  visitor: string;
}

export interface Year {
  span: Span;
  rules: Rules;
  readers: ReaderYear[];
  creators: CreatorYear[];
  /** Views of people who were not signed in. */
  passers: Passer[];
}
