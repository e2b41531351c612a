import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';

const VERSION = 'v1';

/** TAX_DATA_KEY, or a key made from the site's secret where there is none. */
function keyOf(): Buffer {
  const { TAX_DATA_KEY: own } = env;
  const base = own ? Buffer.from(own, 'base64') : env.NEXTAUTH_SECRET;
  return Buffer.from(hkdfSync('sha256', base, '', 'farthing tax data v1', 32));
}

/**
 * Encrypts a tax id for one creator (AES-256-GCM): copied into another creator's row it does not open. The same id is never
 * sealed to the same text.
 */
export function sealTaxId(creatorId: bigint, taxId: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(), iv);
  cipher.setAAD(Buffer.from(`tax id of ${creatorId}`));
  const sealed = Buffer.concat([cipher.update(taxId, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** Throws when the text was changed, belongs to another creator, or was sealed with another key. */
export function openTaxId(creatorId: bigint, text: string): string {
  const [version, iv = '', body = ''] = text.split('.');
  if (version !== VERSION) throw new Error('a sealed tax id has an unknown form');
  const sealed = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(), Buffer.from(iv, 'base64url'));
  decipher.setAAD(Buffer.from(`tax id of ${creatorId}`));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}
