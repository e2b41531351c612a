import 'server-only';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { env } from '../env';

/** Links are made for a stretch of this length and hold to the end of the next one: from five to ten minutes. */
const STRETCH_SECONDS = 300;

let cached: { secret: string; key: Buffer } | undefined;

/** A key of its own for links, made from the installation's secret. */
function linkKey(): Buffer {
  const secret = env.NEXTAUTH_SECRET;
  if (cached?.secret !== secret)
    cached = { secret, key: Buffer.from(hkdfSync('sha256', secret, '', 'farthing media links', 32)) };
  return cached.key;
}

function sign(mediaId: string, readerId: bigint, expires: number): Buffer {
  return createHmac('sha256', linkKey()).update(`${mediaId}\n${readerId}\n${expires}`).digest();
}

/**
 * The part of an address that lets one reader, and nobody else, fetch a private file for five to ten minutes. The right is
 * looked up again when it is used. The same within one stretch, so that a page drawn anew keeps its pictures.
 */
export function signLink(mediaId: string, readerId: bigint, now = Date.now()): URLSearchParams {
  const stretch = Math.floor(now / 1000 / STRETCH_SECONDS);
  const expires = (stretch + 2) * STRETCH_SECONDS;
  const signature = sign(mediaId, readerId, expires).toString('base64url');
  return new URLSearchParams({ expires: String(expires), signature });
}

/** Whether a link is this reader's own for this file, and still holds. */
export function checkLink(
  mediaId: string,
  readerId: bigint,
  params: URLSearchParams,
  now = Date.now(),
): 'valid' | 'expired' | 'forged' {
  const expires = params.get('expires') ?? '';
  if (!/^\d{10}$/.test(expires)) return 'forged';
  const given = Buffer.from(params.get('signature') ?? '', 'base64url');
  const expected = sign(mediaId, readerId, Number(expires));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
  return Number(expires) * 1000 > now ? 'valid' : 'expired';
}

/** When a link's time is over, in milliseconds since 1970. */
export function linkExpiresAt(params: URLSearchParams): number {
  return Number(params.get('expires')) * 1000;
}
