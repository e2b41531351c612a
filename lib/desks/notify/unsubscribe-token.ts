import { readId } from '@/lib/core/ids';
import { checkSignature, signText } from '@/lib/core/sign-text';
import type { CreatorMailKind } from '@/lib/generated/prisma/enums';

const PURPOSE = 'farthing unsubscribe v1';

/** Mail that one may do without. Of money that did not arrive everyone is told. */
export const OPTIONAL_KINDS = [
  'first_earnings',
  'payout_sent',
  'weekly_summary',
] as const satisfies CreatorMailKind[];
export type OptionalKind = (typeof OPTIONAL_KINDS)[number];

export function isOptionalKind(kind: string): kind is OptionalKind {
  return OPTIONAL_KINDS.some((one) => one === kind);
}

export interface Subscription {
  userId: bigint;
  kind: OptionalKind;
}

/** Proves that a mail of this kind went to this person. It stops and resumes that mail, and never ends. */
export function writeUnsubscribeToken({ userId, kind }: Subscription): string {
  const text = `${userId}.${kind}`;
  return `${text}.${signText(PURPOSE, text)}`;
}

/** Null for anything that we did not sign. */
export function readUnsubscribeToken(token: string): Subscription | null {
  const [user = '', kind = '', mac = '', ...rest] = token.split('.');
  const userId = readId(user);
  if (userId === null || !isOptionalKind(kind)) return null;
  // One spelling per token: base64url would overlook padding and spare bits.
  const canonical = Buffer.from(mac, 'base64url').toString('base64url') === mac;
  const isOurs = canonical && rest.length === 0 && checkSignature(PURPOSE, `${userId}.${kind}`, mac) !== null;
  return isOurs ? { userId, kind } : null;
}
