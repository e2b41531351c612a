import 'server-only';
import { db } from '@/lib/core/db';
import { isLocale } from '@/lib/core/i18n/locales';
import type { OutboxKind } from '@/lib/core/outbox/kinds';
import { findPayout } from '@/lib/rooms/payouts';
import type { Composing, Letter, LetterKind } from '../letter';
import {
  composeFirstEarnings,
  composePayoutFailed,
  composePayoutSent,
  composeWeeklySummary,
  type Reader,
} from './creators';
import { readFirstUnlock, readWeek } from './read-creator-facts';

/** Older news than this is none. */
const LIFE_MINUTES = 7 * 24 * 60;

type Compose<K extends OutboxKind> = (
  reader: Reader & { creatorId: bigint },
  payload: Composing<K>['payload'],
) => Promise<Letter | null>;

function toCreator<K extends OutboxKind>(compose: Compose<K>): LetterKind<K> {
  return {
    lifeMinutes: LIFE_MINUTES,
    needsProof: true,
    async compose({ person, payload }) {
      if (!person) return null;
      const { userId, timeZone } = person;
      const creator = await db.creator.findUnique({
        where: { userId },
        select: { id: true, locale: true },
      });
      if (!creator) return null;
      const locale = person.locale ?? (isLocale(creator.locale) ? creator.locale : 'en');
      return compose({ userId, timeZone, locale, creatorId: creator.id }, payload);
    },
  };
}

/** What is over is not said: a payout that left and has failed since is one letter, not two. */
export const CREATOR_LETTERS = {
  first_earnings: toCreator<'first_earnings'>(async (reader) => {
    const first = await readFirstUnlock(reader.creatorId);
    return first && composeFirstEarnings(reader, first);
  }),
  weekly_summary: toCreator<'weekly_summary'>(async (reader, { weekEnd }) => {
    const week = await readWeek(reader.creatorId, new Date(`${weekEnd}T00:00:00Z`));
    return week && composeWeeklySummary(reader, week);
  }),
  payout_sent: toCreator<'payout_sent'>(async (reader, { payoutId }) => {
    const payout = await findPayout(reader.creatorId, BigInt(payoutId));
    const isOut = payout?.status === 'sent' || payout?.status === 'paid';
    return isOut ? composePayoutSent(reader, payout) : null;
  }),
  payout_failed: toCreator<'payout_failed'>(async (reader, { payoutId }) => {
    const payout = await findPayout(reader.creatorId, BigInt(payoutId));
    return payout && composePayoutFailed(reader, payout);
  }),
};
