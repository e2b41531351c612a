import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { idSchema } from '@/lib/core/ids';
import { microsSchema } from '@/lib/core/micros-schema';
import { createLimiter } from '@/lib/core/rate-limit-here';
import { getSessionCookie, readSessionCookie } from '@/lib/core/session-cookie';
import { MINUTE_MS } from '@/lib/core/time';
import { publicRoute, readJson } from '@/lib/entry/routes';
import { buy } from '@/lib/rooms/unlocks';

const body = z.object({ itemId: idSchema, seenPriceMicros: microsSchema });

// Counted in this process: a row for each request would cost as much as the unlock. Several processes allow
// as many times more.
const limiter = createLimiter({ limit: 600, windowMs: MINUTE_MS });

/**
 * `POST { itemId, seenPriceMicros }`, both decimal strings, with the session cookie: unlocks the item as the
 * article page does. Answers `{ ok: true, data }` with strings of micros, or `{ ok: false, code, details? }`;
 * `busy` is 503 with Retry-After. Safe to repeat. JSON only, which no form of another site can send; the
 * cookie is not sent along with another site's requests either. 600 a minute and session. The session is
 * looked up together with the wallet: no readerRoute.
 */
export const POST = publicRoute({ name: 'unlock', refusal: 'code' }, async ({ request }) => {
  const sessionId = readSessionCookie(request.cookies.get(getSessionCookie().name)?.value);
  if (!sessionId) throw new DomainError('signed_out');
  limiter.count(sessionId);
  const unlocked = await buy({ payer: { sessionId }, ...(await readJson(request, body)) });
  return Response.json({
    ok: true,
    data: {
      unlockId: String(unlocked.unlockId),
      priceMicros: String(unlocked.priceMicros),
      unlockedAt: unlocked.unlockedAt.toISOString(),
      balanceMicros: String(unlocked.balanceMicros),
      charged: unlocked.charged,
    },
  });
});
