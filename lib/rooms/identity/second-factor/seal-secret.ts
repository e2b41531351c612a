import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKeys } from '@/lib/core/derive-keys';

const PURPOSE = 'farthing second factor';

/** Seals a secret for one person (AES-256-GCM under a key derived from NEXTAUTH_SECRET): `<nonce>.<tag>.<text>`. */
export function sealSecret(userId: bigint, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKeys(PURPOSE)[0], nonce).setAAD(
    Buffer.from(String(userId)),
  );
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.');
}

/** The secret, or null if it was sealed for someone else, under another key, or changed since. */
export function openSecret(userId: bigint, sealed: string): string | null {
  for (const key of deriveKeys(PURPOSE)) {
    const secret = open(key, userId, sealed);
    if (secret !== null) return secret;
  }
  return null;
}

/** Whether it is sealed with the present key, not with the one before. */
export function isSealedAnew(userId: bigint, sealed: string): boolean {
  return open(deriveKeys(PURPOSE)[0], userId, sealed) !== null;
}

function open(key: Buffer, userId: bigint, sealed: string): string | null {
  const [nonce, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !tag || !text) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(String(userId)));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
