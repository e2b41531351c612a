import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '../env';

/** A sign-in lasts this long, whether used or not; the row in `sessions` can end it earlier. */
export const SESSION_SECONDS = 60 * 24 * 60 * 60;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Over https the `__Host-` prefix keeps subdomains and plain http from planting a cookie of this name. */
export function getSessionCookie() {
  const secure = env.NEXTAUTH_URL.startsWith('https://');
  return {
    name: secure ? '__Host-farthing-session' : 'farthing-session',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}

function sign(sessionId: string): Buffer {
  return createHmac('sha256', env.NEXTAUTH_SECRET).update(`farthing session ${sessionId}`).digest();
}

/** `<session id>.<HMAC-SHA256>`: 80 bytes, checked in microseconds. It names a row and holds nothing else. */
export function writeSessionCookie(sessionId: string): string {
  return `${sessionId}.${sign(sessionId).toString('base64url')}`;
}

/** The session id of a cookie that we signed, else null. Says nothing about whether the session still lives. */
export function readSessionCookie(value: string | undefined): string | null {
  const [sessionId = '', signature = ''] = value?.split('.') ?? [];
  if (!ID.test(sessionId)) return null;
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(sessionId);
  return given.length === expected.length && timingSafeEqual(given, expected) ? sessionId : null;
}
