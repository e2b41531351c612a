import { DAY_MS } from '../../lib/core/time.ts';
import { startOfDay } from './calendar.ts';
import type { Random } from './random.ts';
import { GOOD_BANK } from './simulate-creator.ts';
import type { CreatorInTown, PayoutAccount, Span } from './types.ts';

const UNKNOWN_ACCOUNT = '000111111116' as const;
const CLOSED_ACCOUNT = '000111111113' as const;

/**
 * How each creator is paid. The first beside the demo creator has lately closed a bank account, the second
 * gave a wrong number at first. Of the others most are paid by the month, and the last two have not finished
 * with Stripe.
 */
export function openAccounts(random: Random, creators: CreatorInTown[], span: Span): PayoutAccount[] {
  const others = creators.filter(({ isDemo }) => !isDemo);
  return creators.map((creator) => {
    const place = others.indexOf(creator);
    const openedMs = startOfDay(span.fromMs + random.whole(10, 30) * DAY_MS);
    const unfinished = others.length > 5 ? others.length - 1 - place : -1;
    return {
      creator,
      standing: unfinished === 0 ? 'not_started' : unfinished === 1 ? 'requirements_due' : 'verified',
      schedule: place === 2 ? 'on_request' : place === 3 ? 'weekly' : 'monthly',
      country: creator.locale === 'ko' ? 'kr' : 'us',
      creationKey: random.uuid(),
      openedMs,
      banks: banksOf(place, openedMs, span),
    };
  });
}

function banksOf(place: number, openedMs: number, { untilMs }: Span): PayoutAccount['banks'] {
  const good = { fromMs: openedMs, number: GOOD_BANK };
  // Far enough back for a first of the month on which the closed account is found out.
  if (place === 0) return [good, { fromMs: untilMs - 40 * DAY_MS, number: CLOSED_ACCOUNT }];
  if (place === 1)
    return [
      { fromMs: openedMs, number: UNKNOWN_ACCOUNT },
      { fromMs: openedMs + 70 * DAY_MS, number: GOOD_BANK },
    ];
  return [good];
}
