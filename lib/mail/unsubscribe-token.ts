import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { env } from '../env';
import type { CreatorMailKind } from '../generated/prisma/enums';

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

function sign(text: string): Buffer {
  const key = hkdfSync('sha256', env.NEXTAUTH_SECRET, '', 'farthing unsubscribe v1', 32);
  return createHmac('sha256', Buffer.from(key)).update(text).digest();
}

/**
 * What a link in a mail proves: it was sent to this person, about this kind. It does nothing but stop and resume that mail,
 * needs no sign-in, and does not run out, because mail is kept for years.
 */
export function writeUnsubscribeToken({ userId, kind }: Subscription): string {
  const text = `${userId}.${kind}`;
  return `${text}.${sign(text).toString('base64url')}`;
}

/** Null for anything that we did not sign. */
export function readUnsubscribeToken(token: string): Subscription | null {
  const [userId = '', kind = '', mac = ''] = token.split('.');
  if (!/^[1-9]\d{0,17}$/.test(userId) || !isOptionalKind(kind)) return null;
  const given = Buffer.from(mac, 'base64url');
  const expected = sign(`${userId}.${kind}`);
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs && writeUnsubscribeToken({ userId: BigInt(userId), kind }) === token
    ? { userId: BigInt(userId), kind }
    : null;
}
