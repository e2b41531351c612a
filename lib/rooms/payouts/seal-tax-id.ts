import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/core/env';

const VERSION = 'v1';

/** Made by taxKeyOf(), so that no other 32 bytes are taken for one. */
export type TaxKey = Buffer & { readonly isTaxKey: unique symbol };

export function taxKeyOf(base: Buffer | string): TaxKey {
  return Buffer.from(hkdfSync('sha256', base, '', 'farthing tax data v1', 32)) as TaxKey;
}

/** TAX_DATA_KEY, or a key made from the site's secret where there is none. */
export function presentTaxKey(): TaxKey {
  const { TAX_DATA_KEY: own } = env;
  return taxKeyOf(own ? Buffer.from(own, 'base64') : env.NEXTAUTH_SECRET);
}

/** Encrypts a tax id for one creator (AES-256-GCM): it opens in no other row, and differs each time. */
export function sealTaxId(creatorId: bigint, taxId: string): string {
  return sealTaxIdWith(presentTaxKey(), creatorId, taxId);
}

/** The same with a key that is given. */
export function sealTaxIdWith(key: TaxKey, creatorId: bigint, taxId: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(`tax id of ${creatorId}`));
  const sealed = Buffer.concat([cipher.update(taxId, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** Throws when the text was changed, belongs to another creator, or was sealed with another key. */
export function openTaxId(creatorId: bigint, text: string): string {
  const previous = env.TAX_DATA_KEY ? undefined : env.NEXTAUTH_SECRET_PREVIOUS;
  try {
    return openTaxIdWith(presentTaxKey(), creatorId, text);
  } catch (error) {
    if (!previous) throw error;
    return openTaxIdWith(taxKeyOf(previous), creatorId, text);
  }
}

/** The same with a key that is given. */
export function openTaxIdWith(key: TaxKey, creatorId: bigint, text: string): string {
  const [version, iv = '', body = ''] = text.split('.');
  if (version !== VERSION) throw new Error('a sealed tax id has an unknown form');
  const sealed = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
  decipher.setAAD(Buffer.from(`tax id of ${creatorId}`));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}
