import { env } from './env';
import { checkSignature, signText } from './sign-text';
import { DAY_SECONDS } from './time';

/** A sign-in lasts this long, whether used or not; the row in `sessions` can end it earlier. */
export const SESSION_SECONDS = 60 * DAY_SECONDS;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Over https the `__Host-` prefix keeps subdomains and plain http from planting a cookie of this name. */
export function getSessionCookie() {
  const secure = env.NEXTAUTH_URL.startsWith('https://');
  return {
    name: secure ? '__Host-farthing-session' : 'farthing-session',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}

const PURPOSE = 'farthing session v1';

/** `<session id>.<HMAC-SHA256>`: 80 bytes, checked in microseconds. It names a row and holds nothing else. */
export function writeSessionCookie(sessionId: string): string {
  return `${sessionId}.${signText(PURPOSE, sessionId)}`;
}

/** The session id of a cookie that we signed, else null. The session itself may have ended. */
export function readSessionCookie(value: string | undefined): string | null {
  const [sessionId = '', signature = ''] = value?.split('.') ?? [];
  return ID.test(sessionId) && checkSignature(PURPOSE, sessionId, signature) ? sessionId : null;
}

/** The cookie signed with the present secret if the previous one signed it, else null: no session ends. */
export function renewSessionCookie(value: string | undefined): string | null {
  const [sessionId = '', signature = ''] = value?.split('.') ?? [];
  const signed = ID.test(sessionId) && checkSignature(PURPOSE, sessionId, signature);
  return signed === 'previous' ? writeSessionCookie(sessionId) : null;
}
