import 'server-only';
import { checkSignature, signText } from '@/lib/core/sign-text';

/** Links are made for a stretch this long and hold to the end of the next: five to ten minutes. */
const STRETCH_SECONDS = 300;

const PURPOSE = 'farthing media links';

const textOf = (mediaId: string, readerId: bigint, expires: number) => `${mediaId}\n${readerId}\n${expires}`;

/**
 * The part of an address that lets one reader, and nobody else, fetch a private file for five to ten minutes.
 * The right is looked up again when it is used. The same within one stretch, so that a page drawn again keeps
 * its pictures.
 */
export function signLink(mediaId: string, readerId: bigint, now = Date.now()): URLSearchParams {
  const stretch = Math.floor(now / 1000 / STRETCH_SECONDS);
  const expires = (stretch + 2) * STRETCH_SECONDS;
  const signature = signText(PURPOSE, textOf(mediaId, readerId, expires));
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
  const text = textOf(mediaId, readerId, Number(expires));
  if (!checkSignature(PURPOSE, text, params.get('signature') ?? '')) return 'forged';
  return Number(expires) * 1000 > now ? 'valid' : 'expired';
}

/** When a link's time is over, in milliseconds since 1970. */
export function linkExpiresAt(params: URLSearchParams): number {
  return Number(params.get('expires')) * 1000;
}
