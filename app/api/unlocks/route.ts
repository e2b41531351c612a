import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { getSessionCookie, readSessionCookie } from '@/lib/auth/session-cookie';
import { DomainError, type ErrorCode } from '@/lib/errors';
import { unlockWithSession } from '@/lib/items/unlock-with-session';
import { log } from '@/lib/log';
import { createLimiter } from '@/lib/rate-limit-here';

const id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/)
  .transform(BigInt);
const body = z.object({ itemId: id, seenPriceMicros: id });

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_input: 400,
  signed_out: 401,
  insufficient_funds: 402,
  limit_reached: 403,
  wallet_frozen: 403,
  own_item: 403,
  not_found: 404,
  item_unavailable: 404,
  price_changed: 409,
  too_many_requests: 429,
  sold_out: 409,
  busy: 503,
};

// Counted in this process: a row for each request would cost as much as the unlock. Several processes allow as many times more.
const limiter = createLimiter({ limit: 600, windowMs: 60_000 });

/**
 * `POST { itemId, seenPriceMicros }`, both decimal strings, with the session cookie: unlocks the item as the article page
 * does. Answers `{ ok: true, data }` with strings of micros, or `{ ok: false, code, details? }`. Safe to repeat. JSON only,
 * which no form of another site can send; the cookie is not sent along with another site's requests either. 600 a minute and
 * session.
 */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const sessionId = readSessionCookie(request.cookies.get(getSessionCookie().name)?.value);
    if (!sessionId) throw new DomainError('signed_out');
    limiter.count(sessionId);
    const type = request.headers.get('content-type') ?? '';
    const parsed = body.safeParse(
      type.startsWith('application/json') ? await request.json().catch(() => null) : null,
    );
    if (!parsed.success) throw new DomainError('invalid_input');
    const unlocked = await unlockWithSession({ sessionId, ...parsed.data });
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
  } catch (error) {
    if (error instanceof DomainError && STATUS[error.code]) {
      return Response.json(
        { ok: false, code: error.code, details: error.details },
        { status: STATUS[error.code] },
      );
    }
    log.error({ err: error, requestId: request.headers.get('x-request-id') }, 'an unlock failed');
    return Response.json({ ok: false, code: 'internal' }, { status: 500 });
  }
}
