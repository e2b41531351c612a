import type { CurrencyCode } from '@/lib/core/currencies';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import type { AccountType, TransferKind } from '@/lib/generated/prisma/enums';
import { type CardFeeSavings, computeCardFeeSavings } from '@/lib/rooms/wallet';
import { countDisputes, type DisputeCounts } from './count-disputes';

interface Movement {
  /** `2026-11-22`; null: before the window. */
  day: string | null;
  kind: TransferKind;
  debitType: AccountType;
  creditType: AccountType;
  postings: bigint;
  amountMicros: bigint;
}

export interface OverviewDay {
  /** `2026-11-22`, UTC. */
  day: string;
  /** At the end of the day. */
  paidFloatMicros: bigint;
  giftFloatMicros: bigint;
  owedMicros: bigint;
  unlocks: bigint;
  unlockedMicros: bigint;
  charges: bigint;
  chargedMicros: bigint;
  feeMicros: bigint;
  /** What the processor took for disputes, apart from what payments cost. */
  disputeFeeMicros: bigint;
  /** In hundredths, as over the window. Null without a charge. */
  unlocksPerCharge: bigint | null;
  costBasisPoints: bigint | null;
  savedMicros: bigint | null;
  /** Paid out to creators, less what came back. */
  paidOutMicros: bigint;
  /** Charges that banks took back on the day, and what they hold at its end. */
  disputes: bigint;
  heldMicros: bigint;
}

export interface Overview {
  days: OverviewDay[];
  /** Over the window. */
  unlocks: bigint;
  unlockedMicros: bigint;
  charges: bigint;
  chargedMicros: bigint;
  feeMicros: bigint;
  disputeFeeMicros: bigint;
  /** In hundredths: 1234 is 12.34. Null without a charge. */
  unlocksPerCharge: bigint | null;
  /** What the processor took of what was charged, in hundredths of a percent. Null without a charge. */
  costBasisPoints: bigint | null;
  savings: CardFeeSavings | null;
  paidOutMicros: bigint;
  /** Disputes opened in the window, their share of the charges (basis points), and those open now. */
  disputes: bigint;
  disputeBasisPoints: bigint | null;
  openDisputes: number;
  unansweredDisputes: number;
}

const OWED: AccountType[] = ['creator_pending', 'creator_available', 'creator_in_transit'];
const BACK: TransferKind[] = ['unlock_refund', 'unlock_reversal'];
const PAYOUT_BACK: TransferKind[] = ['payout_reversed'];

/**
 * The platform's figures for the last `dayCount` days, today included and live: sums of the days that are
 * closed (ledger_days), and of the transfers since. Whatever the size of the ledger, it reads a few rows per
 * day and what moved since the last closed day.
 */
export async function getOverview(
  currency: CurrencyCode,
  dayCount: number,
  now = new Date(),
): Promise<Overview> {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - dayCount + 1));
  const since = first.toISOString().slice(0, 10);
  const [movements, disputes] = await Promise.all([
    readMovements(currency, since),
    countDisputes(currency, since),
  ]);
  return summarise(movements, disputes, first, dayCount, currency);
}

function readMovements(currency: string, since: string): Promise<Movement[]> {
  return db.$queryRaw<Movement[]>`
    WITH open_since AS (
      SELECT coalesce((SELECT max(day) + 1
        FROM ledger_days_closed)::timestamp AT TIME ZONE 'UTC', '-infinity') AS at
    ), moved AS (
      SELECT * FROM ledger_days WHERE currency = ${currency}
      UNION ALL
      SELECT m.* FROM open_since, ledger_movements(open_since.at, 'infinity') m WHERE m.currency = ${currency}
    )
    SELECT CASE WHEN day >= ${since}::date THEN day::text END AS day, kind::text, debit_type::text AS
      "debitType",
      credit_type::text AS "creditType", sum(postings)::bigint AS postings, sum(amount_micros)::bigint AS
        "amountMicros"
    FROM moved GROUP BY 1, 2, 3, 4`;
}

function summarise(
  movements: Movement[],
  disputes: DisputeCounts,
  first: Date,
  dayCount: number,
  currency: CurrencyCode,
): Overview {
  const byDay = new Map<string | null, Movement[]>();
  for (const movement of movements) byDay.set(movement.day, [...(byDay.get(movement.day) ?? []), movement]);
  const before = byDay.get(null) ?? [];
  const held = { paid: 0n, gift: 0n, owed: 0n, disputed: 0n };
  const move = (moved: Movement[]) => {
    held.paid += change(moved, ['paid_lot']);
    held.gift += change(moved, ['promotional_lot']);
    held.owed += change(moved, OWED);
    // Money that a bank holds is ours to claim: a debit.
    held.disputed -= change(moved, ['disputes_held']);
  };
  move(before);
  const days = Array.from({ length: dayCount }, (_, index): OverviewDay => {
    const day = new Date(first.getTime() + index * DAY_MS).toISOString().slice(0, 10);
    const moved = byDay.get(day) ?? [];
    move(moved);
    const flow = readFlow(moved);
    return {
      day,
      paidFloatMicros: held.paid,
      giftFloatMicros: held.gift,
      owedMicros: held.owed,
      heldMicros: held.disputed,
      disputes: disputes.byDay.get(day) ?? 0n,
      ...flow,
      ...judge(flow),
      savedMicros: computeSavings(flow, moved, currency)?.savedMicros ?? null,
    };
  });
  const inWindow = movements.filter(({ day }) => day !== null);
  const flow = readFlow(inWindow);
  const opened = days.reduce((all, day) => all + day.disputes, 0n);
  return {
    days,
    ...flow,
    ...judge(flow),
    savings: computeSavings(flow, inWindow, currency),
    disputes: opened,
    disputeBasisPoints: flow.charges === 0n ? null : (opened * 10_000n) / flow.charges,
    openDisputes: disputes.open,
    unansweredDisputes: disputes.unanswered,
  };
}

type Flow = Pick<
  OverviewDay,
  | 'unlocks'
  | 'unlockedMicros'
  | 'charges'
  | 'chargedMicros'
  | 'feeMicros'
  | 'disputeFeeMicros'
  | 'paidOutMicros'
>;

/** What happened, in a day or in all of the window. */
function readFlow(moved: Movement[]): Flow {
  const back = sum(moved, BACK);
  const bought = sum(moved, ['unlock']);
  const charged = sum(moved, ['top_up']);
  const disputed = moved.filter(({ kind }) => kind === 'dispute_fee');
  const others = moved.filter(({ kind }) => kind !== 'dispute_fee');
  return {
    unlocks: bought.postings - back.postings,
    unlockedMicros: bought.micros - back.micros,
    charges: charged.postings,
    chargedMicros: charged.micros,
    // What the processor keeps of charges and refunds; a dispute is no way to pay, so its fee stands apart.
    feeMicros: -change(others, ['processing_fees']),
    disputeFeeMicros: -change(disputed, ['processing_fees']),
    paidOutMicros: sum(moved, ['payout_paid']).micros - sum(moved, PAYOUT_BACK).micros,
  };
}

function judge({ unlocks, charges, chargedMicros, feeMicros }: Flow) {
  return {
    unlocksPerCharge: charges === 0n ? null : (unlocks * 100n) / charges,
    costBasisPoints: chargedMicros === 0n ? null : (feeMicros * 10_000n) / chargedMicros,
  };
}

function computeSavings(flow: Flow, moved: Movement[], currency: CurrencyCode): CardFeeSavings | null {
  const { unlocks, unlockedMicros, charges, chargedMicros, feeMicros } = flow;
  const unknown = max(charges - sum(moved, ['processing_fee']).postings, 0n);
  const totals = {
    unlockCount: max(unlocks, 0n),
    unlockedMicros: max(unlockedMicros, 0n),
    chargeCount: charges,
    feeMicros,
    unknownFeeCount: unknown,
    // Their share of what was charged, as if they were like the others.
    unknownFeeAmountMicros: charges === 0n ? 0n : (chargedMicros * unknown) / charges,
  };
  return computeCardFeeSavings(totals, currency);
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);

/** What came to accounts of these types less what left them. */
function change(movements: Movement[], types: AccountType[]): bigint {
  return movements.reduce((balance, { debitType, creditType, amountMicros }) => {
    const came = types.includes(creditType) ? amountMicros : 0n;
    const left = types.includes(debitType) ? amountMicros : 0n;
    return balance + came - left;
  }, 0n);
}

function sum(movements: Movement[], kinds: TransferKind[]): { postings: bigint; micros: bigint } {
  return movements
    .filter(({ kind }) => kinds.includes(kind))
    .reduce(
      (all, one) => ({ postings: all.postings + one.postings, micros: all.micros + one.amountMicros }),
      {
        postings: 0n,
        micros: 0n,
      },
    );
}
