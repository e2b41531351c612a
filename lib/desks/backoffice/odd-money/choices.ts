import type { OddMoneyAbout, OddMoneyOutcome, OddMoneyReason } from '@/lib/generated/prisma/enums';

export const OUTCOMES = [
  'credited',
  'refunded',
  'posted',
  'returned',
  'noted',
] as const satisfies OddMoneyOutcome[];
export type Outcome = (typeof OUTCOMES)[number];

interface Kind {
  about: OddMoneyAbout;
  reason: OddMoneyReason;
  ref: bigint | null;
}

/** In which ways finance can end such a thing, the likeliest first. */
export function choicesFor({ about, reason, ref }: Kind): Outcome[] {
  if (about === 'top_up' && (reason === 'wrong_amount' || reason === 'second_time') && ref !== null)
    return ['credited', 'refunded', 'noted'];
  if (about === 'top_up' && reason !== 'refused') return ['refunded', 'noted'];
  if (about === 'dispute' && reason === 'wrong_currency') return ['posted', 'noted'];
  if (about === 'transfer' && ref !== null && reason !== 'second_time') return ['returned', 'noted'];
  if (about === 'payout' && reason === 'sources_unknown') return ['posted', 'noted'];
  return ['noted'];
}
