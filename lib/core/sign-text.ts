import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKeys } from './derive-keys';

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** HMAC-SHA-256 under the present key of this purpose, in base64url. */
export function signText(purpose: string, text: string): string {
  return mac(deriveKeys(purpose)[0], text).toString('base64url');
}

/** Which secret signed the text for this purpose: `present`, `previous` while it is changed, or null. */
export function checkSignature(
  purpose: string,
  text: string,
  signature: string,
): 'present' | 'previous' | null {
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== 32) return null;
  const index = deriveKeys(purpose).findIndex((key) => timingSafeEqual(mac(key, text), given));
  return index < 0 ? null : index === 0 ? 'present' : 'previous';
}
