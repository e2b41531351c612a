import { hkdfSync } from 'node:crypto';
import { env } from './env';

const made = new Map<string, Buffer[]>();

/**
 * The 32-byte keys of one purpose, made from NEXTAUTH_SECRET (HKDF-SHA-256): anyone who learns one key learns
 * no other. The first signs and seals; what was made with any of them is still accepted. The second, while
 * the secret is being changed, is made from NEXTAUTH_SECRET_PREVIOUS.
 */
export function deriveKeys(purpose: string): [Buffer, ...Buffer[]] {
  const secrets = [env.NEXTAUTH_SECRET, env.NEXTAUTH_SECRET_PREVIOUS ?? ''].filter(Boolean);
  const name = [purpose, ...secrets].join('\n');
  const keys =
    made.get(name) ?? secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)));
  made.set(name, keys);
  return keys as [Buffer, ...Buffer[]];
}
