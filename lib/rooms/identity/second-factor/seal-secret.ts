import { openText, sealText } from '@/lib/core/seal-text';

const PURPOSE = 'farthing second factor';

/** Seals a secret for one person. */
export function sealSecret(userId: bigint, secret: string): string {
  return sealText(PURPOSE, String(userId), secret);
}

/** The secret, or null if it was sealed for someone else, under another key, or changed since. */
export function openSecret(userId: bigint, sealed: string): string | null {
  return openText(PURPOSE, String(userId), sealed)?.text ?? null;
}

/** Whether it is sealed with the present key, not with the one before. */
export function isSealedAnew(userId: bigint, sealed: string): boolean {
  return openText(PURPOSE, String(userId), sealed)?.isPresent ?? false;
}
