import 'server-only';
import type { Task } from 'graphile-worker';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import { DAY_MS } from '@/lib/core/time';
import { resealSecrets } from '@/lib/rooms/identity';

/** How long rows that only matter for a while are kept, in days. */
const KEPT_DAYS = {
  rateLimit: 2,
  localMail: 14,
  outbox: 30,
  session: 30,
  webhookEvent: 90,
  heartbeat: 1,
  fontCut: 90,
  rendering: 60,
};

/** Deletes what has had its time: counters, sent mail, ended sessions, used links, old renderings. */
export async function sweepOldRows(now = new Date()): Promise<Record<string, number>> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const ended = before(KEPT_DAYS.session);
  const [rateLimits, localMails, messages, sessions, links, webhooks, heartbeats, fontCuts, renderings] =
    await db.$transaction([
      db.rateLimit.deleteMany({ where: { windowStart: { lt: before(KEPT_DAYS.rateLimit) } } }),
      db.localMail.deleteMany({ where: { createdAt: { lt: before(KEPT_DAYS.localMail) } } }),
      // One with a key is how we know that the event was told.
      db.outboxMessage.deleteMany({ where: { eventKey: null, endedAt: { lt: before(KEPT_DAYS.outbox) } } }),
      db.session.deleteMany({ where: { OR: [{ expiresAt: { lt: ended } }, { revokedAt: { lt: ended } }] } }),
      db.verificationToken.deleteMany({ where: { expires: { lt: now } } }),
      db.webhookEvent.deleteMany({ where: { processedAt: { lt: before(KEPT_DAYS.webhookEvent) } } }),
      db.workerHeartbeat.deleteMany({ where: { seenAt: { lt: before(KEPT_DAYS.heartbeat) } } }),
      // What is still in use is asked for and made again.
      db.fontCut.deleteMany({ where: { createdAt: { lt: before(KEPT_DAYS.fontCut) } } }),
      db.rendering.deleteMany({ where: { createdAt: { lt: before(KEPT_DAYS.rendering) } } }),
    ]);
  return {
    rateLimits: rateLimits.count,
    localMails: localMails.count,
    messages: messages.count,
    sessions: sessions.count,
    links: links.count,
    webhooks: webhooks.count,
    heartbeats: heartbeats.count,
    fontCuts: fontCuts.count,
    renderings: renderings.count,
  };
}

/** Every night. */
export const sweepOldRowsTask: Task = async () => {
  log.info(await sweepOldRows(), 'old rows were swept');
  if (env.NEXTAUTH_SECRET_PREVIOUS)
    log.info({ sealed: await resealSecrets() }, 'second factors were sealed with the present key');
};
