import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKeys } from './derive-keys';

/** Seals a text (AES-256-GCM) as `<nonce>.<tag>.<text>`, for one purpose and one owner. */
export function sealText(purpose: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKeys(purpose)[0], nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url')).join('.');
}

/** The text and whether the present key sealed it; null for another owner or key, or a changed text. */
export function openText(
  purpose: string,
  owner: string,
  sealed: string,
): { text: string; isPresent: boolean } | null {
  for (const [index, key] of deriveKeys(purpose).entries()) {
    const text = open(key, owner, sealed);
    if (text !== null) return { text, isPresent: index === 0 };
  }
  return null;
}

function open(key: Buffer, owner: string, sealed: string): string | null {
  const [nonce, tag, body] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !tag || !body) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
