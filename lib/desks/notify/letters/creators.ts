import 'server-only';
import { createTranslator } from 'next-intl';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { formatMoney } from '@/lib/core/money';
import { type MailContent, renderMail } from '@/lib/ground/mail';
import { settlementDelayMinutes } from '@/lib/ground/policy';
import { describeFailure, type PayoutListing } from '@/lib/rooms/payouts';
import type { Letter } from '../letter';
import { isOptionalKind, writeUnsubscribeToken } from '../unsubscribe-token';
import type { FirstUnlock, WeekFacts } from './read-creator-facts';

export interface Reader {
  userId: bigint;
  locale: Locale;
  /** In which the days of its letters are. */
  timeZone: string;
}

type Body = Omit<MailContent, 'language' | 'footer' | 'footerLinks'>;

const urlOf = (path: string) => new URL(path, env.NEXTAUTH_URL).href;

function toolsFor({ locale, timeZone }: Reader) {
  return {
    t: createTranslator({ locale, messages: loadMessages(locale), namespace: 'creatorMail' }),
    payouts: createTranslator({ locale, messages: loadMessages(locale), namespace: 'payouts' }),
    money: (micros: bigint, currency: string) => formatMoney(micros, currency, locale),
    day: (date: Date) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date),
  };
}

/** Adds the footer: why the person gets this, and the way out where there is one. */
function finish(reader: Reader, kind: string, body: Body): Letter {
  const { userId, locale } = reader;
  const { t } = toolsFor(reader);
  const site = new URL(env.NEXTAUTH_URL).host;
  const preferences = { label: t('footer.preferences'), url: urlOf('/settings#mail') };
  if (!isOptionalKind(kind))
    return renderMail({
      ...body,
      language: locale,
      footer: t('footer.necessary', { site }),
      footerLinks: [preferences],
    });
  const token = writeUnsubscribeToken({ userId, kind });
  const leave = { label: t('footer.unsubscribe'), url: urlOf(`/unsubscribe?token=${token}`) };
  const letter = renderMail({
    ...body,
    language: locale,
    footer: t('footer.optional', { site }),
    footerLinks: [leave, preferences],
  });
  return { ...letter, unsubscribeUrl: urlOf(`/unsubscribe/${token}`) };
}

export function composeFirstEarnings(reader: Reader, first: FirstUnlock): Letter {
  const { t, money } = toolsFor(reader);
  const amount = money(first.priceMicros, first.currency);
  const minutes = settlementDelayMinutes();
  const delay =
    minutes % 60 === 0 ? t('delay.hours', { count: minutes / 60 }) : t('delay.minutes', { count: minutes });
  return finish(reader, 'first_earnings', {
    subject: t('firstEarnings.subject', { amount }),
    heading: t('firstEarnings.heading', { title: first.title }),
    paragraphs: [
      t('firstEarnings.body', { amount, fee: env.PLATFORM_FEE_PERCENT }),
      t('firstEarnings.next', { delay }),
    ],
    button: { label: t('firstEarnings.button'), url: urlOf('/studio/earnings') },
  });
}

export function composePayoutSent(reader: Reader, payout: PayoutListing): Letter {
  const { t, money, day } = toolsFor(reader);
  const amount = money(payout.amountMicros, payout.currency);
  const arrives = payout.arrivesAt ? [t('payoutSent.arrives', { date: day(payout.arrivesAt) })] : [];
  const scheduled = payout.scheduled ? [t('payoutSent.scheduled')] : [];
  return finish(reader, 'payout_sent', {
    subject: t('payoutSent.subject', { amount }),
    heading: t('payoutSent.heading', { amount }),
    paragraphs: [t('payoutSent.body'), ...arrives, ...scheduled],
    facts: [
      { name: t('payoutSent.number'), value: String(payout.id) },
      { name: t('payoutSent.amount'), value: amount },
    ],
    button: { label: t('payoutSent.button'), url: urlOf(`/studio/payouts/${payout.id}`) },
  });
}

const REMEDY_BUTTONS = { bank: 'buttonBank', account: 'buttonAccount', again: 'buttonAgain' } as const;

export function composePayoutFailed(reader: Reader, payout: PayoutListing): Letter {
  const { t, payouts, money, day } = toolsFor(reader);
  const amount = money(payout.amountMicros, payout.currency);
  const date = day(payout.createdAt);
  const { reason, remedy } = describeFailure(payout.failureCode);
  const isReversed = payout.status === 'reversed';
  const why = isReversed
    ? [t('payoutFailed.reversed', { date })]
    : [t('payoutFailed.body', { date }), payouts(`failure.${reason}`)];
  return finish(reader, 'payout_failed', {
    subject: t('payoutFailed.subject', { amount }),
    heading: t('payoutFailed.heading', { amount }),
    paragraphs: [...why, t('payoutFailed.back'), payouts(`remedy.${isReversed ? 'again' : remedy}`)],
    facts: [
      { name: t('payoutSent.number'), value: String(payout.id) },
      { name: t('payoutSent.amount'), value: amount },
    ],
    button: {
      label: t(`payoutFailed.${REMEDY_BUTTONS[isReversed ? 'again' : remedy]}`),
      url: urlOf('/studio/payouts'),
    },
  });
}

export function composeWeeklySummary(reader: Reader, week: WeekFacts): Letter {
  const { t, money } = toolsFor(reader);
  const range = new Intl.DateTimeFormat(reader.locale, { dateStyle: 'long', timeZone: 'UTC' });
  const { currency, unlocks: count, amountMicros, amountBeforeMicros } = week;
  const amount = money(amountMicros, currency);
  const change = amountMicros - amountBeforeMicros;
  const comparison = amountBeforeMicros === 0n ? 'new' : change > 0n ? 'more' : change < 0n ? 'less' : 'same';
  return finish(reader, 'weekly_summary', {
    subject: t('weekly.subject', { amount, count }),
    heading: t('weekly.heading', { amount }),
    paragraphs: [
      t(`weekly.${comparison}`, {
        dates: range.formatRange(week.from, week.lastDay),
        count,
        change: money(change < 0n ? -change : change, currency),
        before: money(amountBeforeMicros, currency),
      }),
      t('weekly.fee', { fee: env.PLATFORM_FEE_PERCENT }),
    ],
    facts: week.items.map((item) => ({
      name: item.title,
      value: t('weekly.item', { amount: money(item.amountMicros, currency), count: item.unlocks }),
    })),
    button: { label: t('weekly.button'), url: urlOf('/studio/earnings') },
  });
}
