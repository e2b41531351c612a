import 'server-only';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { isLocale, type Locale } from '@/lib/core/i18n/locales';
import { log } from '@/lib/core/log';
import type { CreatorMailKind, CreatorMailOutcome } from '@/lib/generated/prisma/enums';
import { mailIsAvailable, sendMail } from '@/lib/ground/mail';
import { findPayout } from '@/lib/rooms/payouts';
import {
  composeFirstEarnings,
  composePayoutFailed,
  composePayoutSent,
  composeWeeklySummary,
  type Letter,
  type Reader,
} from './compose-creator-mail';
import { weekEndOf } from './post-weekly-summaries';
import { readFirstUnlock, readWeek } from './read-mail-facts';

const BATCH = 10;
const MINUTE_MS = 60_000;
/** Longer than a whole batch can take with a mail server that answers each at the last moment. */
const CLAIM_MINUTES = 15;
/** Older news than this is none. */
const STALE_DAYS = 7;

interface ClaimedMail {
  id: bigint;
  creatorId: bigint;
  kind: CreatorMailKind;
  eventKey: string;
  createdAt: Date;
}

/**
 * Sends the mails that wait. Each is claimed before it is composed, so that two workers never send one both, and ended when
 * the mail server has taken it. A worker that is killed in between leaves a claim that runs out: the mail is then sent again
 * with the same Message-ID, which is the only way in which somebody can get it twice. One that fails waits for the next
 * round and does not stop the others. Resolves to how many were sent.
 */
export async function sendCreatorMails(now = new Date()): Promise<number> {
  if (!mailIsAvailable()) return 0;
  let sent = 0;
  for (;;) {
    const mails = await claim(now);
    for (const mail of mails) {
      try {
        const outcome = await deliver(mail, now);
        await db.creatorMail.update({ where: { id: mail.id }, data: { endedAt: new Date(), outcome } });
        if (outcome === 'sent') sent += 1;
      } catch (error) {
        log.warn({ mail: mail.id, kind: mail.kind, err: error }, 'a mail to a creator could not be sent');
      }
    }
    if (mails.length < BATCH) return sent;
  }
}

function claim(now: Date): Promise<ClaimedMail[]> {
  const free = new Date(now.getTime() - CLAIM_MINUTES * MINUTE_MS);
  return db.$queryRaw<ClaimedMail[]>`
    UPDATE creator_mails SET claimed_at = ${now}::timestamptz, attempts = least(attempts + 1, 32000) WHERE id IN (
      SELECT id FROM creator_mails WHERE ended_at IS NULL AND (claimed_at IS NULL OR claimed_at < ${free}::timestamptz)
      ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id, creator_id AS "creatorId", kind::text AS kind, event_key AS "eventKey", created_at AS "createdAt"`;
}

async function deliver(mail: ClaimedMail, now: Date): Promise<CreatorMailOutcome> {
  if (now.getTime() - mail.createdAt.getTime() > STALE_DAYS * 24 * 60 * MINUTE_MS) return 'given_up';
  const creator = await db.creator.findUniqueOrThrow({
    where: { id: mail.creatorId },
    select: {
      locale: true,
      user: {
        select: {
          id: true,
          email: true,
          emailVerified: true,
          locale: true,
          timeZone: true,
          mailOptOuts: { where: { kind: mail.kind }, select: { kind: true } },
        },
      },
    },
  });
  const { user } = creator;
  if (user.mailOptOuts.length > 0) return 'opted_out';
  if (!user.emailVerified) return 'unverified';
  const letter = await compose(mail, {
    userId: user.id,
    locale: chooseLocale(user.locale, creator.locale),
    timeZone: user.timeZone ?? env.SITE_TIME_ZONE,
  });
  if (!letter) return 'nothing_to_say';
  const host = new URL(env.NEXTAUTH_URL).hostname;
  await sendMail({ ...letter, to: user.email, messageId: `<creator-mail-${mail.id}@${host}>` });
  return 'sent';
}

/** Null when what happened is over, such as a payout that left and has failed since: that is another mail. */
async function compose(mail: ClaimedMail, reader: Reader): Promise<Letter | null> {
  const { creatorId, eventKey } = mail;
  switch (mail.kind) {
    case 'first_earnings': {
      const first = await readFirstUnlock(creatorId);
      return first && composeFirstEarnings(reader, first);
    }
    case 'weekly_summary': {
      const week = await readWeek(creatorId, weekEndOf(eventKey));
      return week && composeWeeklySummary(reader, week);
    }
    case 'payout_sent': {
      const payout = await findPayout(creatorId, BigInt(eventKey));
      return payout && (payout.status === 'sent' || payout.status === 'paid')
        ? composePayoutSent(reader, payout)
        : null;
    }
    case 'payout_failed': {
      const payout = await findPayout(creatorId, BigInt(eventKey));
      return payout && composePayoutFailed(reader, payout);
    }
  }
}

function chooseLocale(chosen: string | null, creators: string): Locale {
  if (isLocale(chosen)) return chosen;
  return isLocale(creators) ? creators : 'en';
}
