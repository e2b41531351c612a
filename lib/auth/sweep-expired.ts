import { db } from '../db';

const DAY_MS = 86_400_000;
const SESSIONS_KEPT_DAYS = 90;

/**
 * Deletes what has lost its meaning: links that are too old, counters of past windows, sessions that ended 90 days ago.
 * Safe to repeat; meant for a daily job. Returns how many rows went.
 */
export async function sweepExpired(now = new Date()): Promise<number> {
  const ended = { lt: new Date(now.getTime() - SESSIONS_KEPT_DAYS * DAY_MS) };
  const [tokens, counters, sessions] = await db.$transaction([
    db.verificationToken.deleteMany({ where: { expires: { lt: now } } }),
    db.rateLimit.deleteMany({ where: { windowStart: { lt: new Date(now.getTime() - DAY_MS) } } }),
    db.session.deleteMany({ where: { OR: [{ expiresAt: ended }, { revokedAt: ended }] } }),
  ]);
  return tokens.count + counters.count + sessions.count;
}
