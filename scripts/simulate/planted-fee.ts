import { currencyOf } from '../../lib/core/currencies.ts';
import { fromMinorUnits } from '../../lib/core/money.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import { idOf } from './number-year.ts';
import { keyOf } from './processor-steps.ts';
import type { Work } from './town-at-work.ts';
import type { TopUp, Year } from './types.ts';

const DAYS_AGO = 20;
const MINORS_SHORT = 7n;

/** The second of the two differences: a top-up whose fee was posted as less than the processor took. */
export function plantedTopUp({ readers, span }: Year): TopUp | undefined {
  const before = span.untilMs - DAYS_AGO * DAY_MS;
  return readers
    .filter(({ refunds, disputes, isDemo }) => refunds.length + disputes.length === 0 && !isDemo)
    .flatMap(({ topUps }) => topUps)
    .filter(({ paidMs }) => paidMs !== null && paidMs < before)
    .sort((a, b) => a.openedMs - b.openedMs)
    .at(-1);
}

/** What the books say that the processor took for a top-up that was paid. */
export function bookedFeeMicros({ year, numbers, answers, planted }: Work, topUp: TopUp): bigint {
  const { currency } = year.rules;
  const fee = answers.checkouts.get(keyOf(idOf(numbers.topUps, topUp)))?.paid?.fee ?? 0;
  const short = topUp === planted ? MINORS_SHORT * currencyOf(currency).minorMicros : 0n;
  return fromMinorUnits(fee, currency) - short;
}
