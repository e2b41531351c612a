import { db } from '../../db';
import type { AccountType, TransferKind } from '../../generated/prisma/enums';
import type { CurrencyCode } from '../../money';
import { type CardFeeSavings, computeCardFeeSavings } from '../../wallet/card-fee-savings';

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
}

export interface Overview {
  days: OverviewDay[];
  /** Over the window. */
  unlocks: bigint;
  unlockedMicros: bigint;
  charges: bigint;
  chargedMicros: bigint;
  feeMicros: bigint;
  /** In hundredths: 1234 is 12.34. Null without a charge. */
  unlocksPerCharge: bigint | null;
  /** What the processor took of what was charged, in hundredths of a percent. Null without a charge. */
  costBasisPoints: bigint | null;
  savings: CardFeeSavings | null;
}

const OWED: AccountType[] = ['creator_pending', 'creator_available', 'creator_in_transit'];
const FEES: TransferKind[] = ['processing_fee', 'refund_fee'];

/**
 * The platform's figures for the last `dayCount` days, today included and live: sums of the days that are closed
 * (ledger_days), and of the transfers since. Whatever the size of the ledger, it reads a few rows per day and what moved
 * since the last closed day.
 */
export async function getOverview(
  currency: CurrencyCode,
  dayCount: number,
  now = new Date(),
): Promise<Overview> {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - dayCount + 1));
  const since = first.toISOString().slice(0, 10);
  const movements = await db.$queryRaw<Movement[]>`
    WITH open_since AS (
      SELECT coalesce((SELECT max(day) + 1 FROM ledger_days_closed)::timestamp AT TIME ZONE 'UTC', '-infinity') AS at
    ), moved AS (
      SELECT * FROM ledger_days WHERE currency = ${currency}
      UNION ALL
      SELECT m.* FROM open_since, ledger_movements(open_since.at, 'infinity') m WHERE m.currency = ${currency}
    )
    SELECT CASE WHEN day >= ${since}::date THEN day::text END AS day, kind::text, debit_type::text AS "debitType",
      credit_type::text AS "creditType", sum(postings)::bigint AS postings, sum(amount_micros)::bigint AS "amountMicros"
    FROM moved GROUP BY 1, 2, 3, 4`;
  return summarise(movements, first, dayCount, currency);
}

function summarise(movements: Movement[], first: Date, dayCount: number, currency: CurrencyCode): Overview {
  const byDay = new Map<string | null, Movement[]>();
  for (const movement of movements) byDay.set(movement.day, [...(byDay.get(movement.day) ?? []), movement]);
  const before = byDay.get(null) ?? [];
  let paid = change(before, ['paid_lot']);
  let gift = change(before, ['promotional_lot']);
  let owed = change(before, OWED);
  const days = Array.from({ length: dayCount }, (_, index): OverviewDay => {
    const day = new Date(first.getTime() + index * 86_400_000).toISOString().slice(0, 10);
    const moved = byDay.get(day) ?? [];
    paid += change(moved, ['paid_lot']);
    gift += change(moved, ['promotional_lot']);
    owed += change(moved, OWED);
    const back = sum(moved, ['unlock_refund', 'unlock_reversal']);
    const bought = sum(moved, ['unlock']);
    const charged = sum(moved, ['top_up']);
    return {
      day,
      paidFloatMicros: paid,
      giftFloatMicros: gift,
      owedMicros: owed,
      unlocks: bought.postings - back.postings,
      unlockedMicros: bought.micros - back.micros,
      charges: charged.postings,
      chargedMicros: charged.micros,
      feeMicros: sum(moved, FEES).micros,
    };
  });
  const total = (pick: (day: OverviewDay) => bigint) => days.reduce((all, day) => all + pick(day), 0n);
  const unlocks = total((day) => day.unlocks);
  const unlockedMicros = total((day) => day.unlockedMicros);
  const charges = total((day) => day.charges);
  const chargedMicros = total((day) => day.chargedMicros);
  const feeMicros = total((day) => day.feeMicros);
  const inWindow = movements.filter(({ day }) => day !== null);
  const unknown = max(charges - sum(inWindow, ['processing_fee']).postings, 0n);
  const totals = {
    unlockCount: max(unlocks, 0n),
    unlockedMicros: max(unlockedMicros, 0n),
    chargeCount: charges,
    feeMicros,
    unknownFeeCount: unknown,
    // Their share of what was charged, as if they were like the others.
    unknownFeeAmountMicros: charges === 0n ? 0n : (chargedMicros * unknown) / charges,
  };
  return {
    days,
    unlocks,
    unlockedMicros,
    charges,
    chargedMicros,
    feeMicros,
    unlocksPerCharge: charges === 0n ? null : (unlocks * 100n) / charges,
    costBasisPoints: chargedMicros === 0n ? null : (feeMicros * 10_000n) / chargedMicros,
    savings: computeCardFeeSavings(totals, currency),
  };
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
