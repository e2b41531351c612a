import { toMinorUnits } from '../../lib/core/money.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/core/time.ts';
import type { Step } from '../../sandbox/history/steps.ts';
import { idOf, type Numbers } from './number-year.ts';
import type { CreatorYear, ReaderYear, TopUp, Year } from './types.ts';

/** How long a Checkout page lives here. */
const PAGE_MS = 45 * MINUTE_MS;
/** A fee of the processor's own that nobody has posted yet: the first of the two differences. */
const OWN_FEE_MINOR = 200;
const OWN_FEE_DAYS_AGO = 12;
/** What the platform keeps at the processor, so that a dispute in its first weeks stops no payout. */
const RESERVE_MINOR = 20_000;

interface Context {
  year: Year;
  numbers: Numbers;
  appUrl: string;
}

/** The same key names a thing in the steps and in the answers. */
export const keyOf = (id: bigint): string => String(id);

export const pageExpiry = ({ openedMs }: TopUp): number => Math.floor((openedMs + PAGE_MS) / 1000) * 1000;

/** What the year was to the processor, in the order of time. */
export function processorSteps(context: Context): Step[] {
  const { year } = context;
  const { currency } = year.rules;
  // Cents are hundredths; a won is about a tenth of a cent.
  const scale = currency === 'krw' ? 10 : 1;
  const steps: Step[] = [
    { at: year.span.fromMs, do: 'fund', amount: RESERVE_MINOR * scale, currency },
    ...year.readers.flatMap((reader) => stepsOfReader(reader, context)),
    ...year.creators.flatMap((creator) => stepsOfCreator(creator, context)),
    {
      at: year.span.untilMs - OWN_FEE_DAYS_AGO * DAY_MS + 3 * HOUR_MS,
      ...{ do: 'charge_platform', amount: OWN_FEE_MINOR * scale, currency },
      description: 'Radar for Fraud Teams',
    },
  ];
  return steps.sort((a, b) => a.at - b.at);
}

function stepsOfReader(reader: ReaderYear, context: Context): Step[] {
  const { numbers } = context;
  const minor = (micros: bigint) => toMinorUnits(micros, context.year.rules.currency);
  const userId = idOf(numbers.users, reader);
  const [first] = reader.topUps;
  if (!first) return [];
  const { email } = reader.person;
  const metadata = { user_id: String(userId) };
  const steps: Step[] = [{ at: first.openedMs, do: 'customer', key: keyOf(userId), email, metadata }];
  const checkouts = reader.topUps.map((topUp) => keyOf(idOf(numbers.topUps, topUp)));
  for (const topUp of reader.topUps) steps.push(...checkoutSteps(reader, topUp, context));
  for (const refund of reader.refunds) {
    const id = idOf(numbers.refunds, refund);
    steps.push({
      ...{ at: refund.atMs, do: 'refund', key: keyOf(id), checkout: checkouts[refund.topUp] ?? '' },
      ...{ amount: minor(refund.amountMicros), reason: 'requested_by_customer' },
      metadata: { refund_id: String(id), request_key: refund.requestKey },
    });
  }
  for (const dispute of reader.disputes) {
    const key = keyOf(idOf(numbers.disputes, dispute));
    const { openedMs, closedMs, reason, ending } = dispute;
    steps.push({ at: openedMs, do: 'dispute', key, checkout: checkouts[dispute.topUp] ?? '', reason });
    if (ending && closedMs)
      steps.push({ at: closedMs, do: 'decide', dispute: key, ending: ending === 'won' ? 'win' : 'lose' });
  }
  return steps;
}

function checkoutSteps(reader: ReaderYear, topUp: TopUp, { year, numbers, appUrl }: Context): Step[] {
  const { currency } = year.rules;
  const id = idOf(numbers.topUps, topUp);
  const { requestKey, openedMs, paidMs, declined, card, saveCard, amountMicros } = topUp;
  const opened: Step = {
    ...{ at: openedMs, do: 'checkout', key: keyOf(id), customer: keyOf(idOf(numbers.users, reader)) },
    ...{ amount: toMinorUnits(amountMicros, currency), currency, saveCard, locale: reader.person.locale },
    description: reader.person.locale === 'ko' ? 'Farthing 지갑 충전' : 'Farthing wallet top-up',
    metadata: { top_up_id: String(id), request_key: requestKey },
    successUrl: `${appUrl}/wallet/top-ups/${id}/return`,
    expiresAt: pageExpiry(topUp) / 1000,
  };
  const submittedMs = paidMs ?? (declined ? openedMs + MINUTE_MS : null);
  if (submittedMs === null) return [opened];
  return [opened, { at: submittedMs, do: 'pay', checkout: keyOf(id), card, name: reader.person.name }];
}

function stepsOfCreator({ account, payouts }: CreatorYear, { year, numbers }: Context): Step[] {
  const { creator, standing, country, banks, openedMs } = account;
  const { currency } = year.rules;
  if (standing === 'not_started') return [];
  const key = keyOf(creator.id);
  const metadata = { creator_id: String(creator.id) };
  const steps: Step[] = [
    {
      at: openedMs,
      do: 'account',
      key,
      email: creator.email,
      name: creator.name,
      country,
      currency,
      metadata,
    },
  ];
  const [first, ...later] = banks;
  if (first) {
    const outcome = standing === 'verified' ? 'active' : 'restricted';
    steps.push({ at: openedMs + 8 * MINUTE_MS, do: 'onboard', account: key, bank: first.number, outcome });
  }
  for (const { fromMs, number } of later) steps.push({ at: fromMs, do: 'bank', account: key, bank: number });
  for (const payout of payouts) {
    const id = idOf(numbers.payouts, payout);
    steps.push({
      ...{ at: payout.atMs, do: 'transfer', key: keyOf(id), account: key, currency },
      amount: toMinorUnits(payout.amountMicros, currency),
      group: `payout-${payout.requestKey}-${id}`,
      metadata: { payout_id: String(id), request_key: payout.requestKey },
    });
    if (payout.fails && payout.answerMs < year.span.untilMs)
      steps.push({ at: payout.returnedMs, do: 'reverse', transfer: keyOf(id) });
  }
  return steps;
}
