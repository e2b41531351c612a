import { randomUUID } from 'node:crypto';
import { env } from '@/lib/core/env';
import { checkSignature, signText } from '@/lib/core/sign-text';
import { DAY_SECONDS } from '@/lib/core/time';

/** That an account has signed in on this browser before. */
export interface KnownDevice {
  userId: bigint;
  deviceId: string;
  /** Milliseconds since 1970. */
  since: number;
}

// More than this share no browser; the one that was used longest ago goes.
const ACCOUNTS = 4;
const PURPOSE = 'farthing device v1';
const ENTRY = /^(\d{1,19})\.([0-9a-f-]{36})\.(\d{1,16})\.([\w-]{43})$/;

/** It outlives the session and signing out: it only counts its owner's attempts apart from strangers'. */
export function getDeviceCookie() {
  const secure = env.NEXTAUTH_URL.startsWith('https://');
  return {
    name: secure ? '__Host-farthing-device' : 'farthing-device',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure, maxAge: 400 * DAY_SECONDS },
  };
}

/** The entries of a cookie that we signed; anything else in it is passed over. */
export function readDeviceCookie(value: string | undefined): KnownDevice[] {
  return (value ?? '')
    .slice(0, 2000)
    .split('~')
    .slice(0, ACCOUNTS)
    .flatMap((entry) => {
      const [, user, deviceId, since, signature] = ENTRY.exec(entry) ?? [];
      if (!user || !deviceId || !since || !signature) return [];
      if (!checkSignature(PURPOSE, `${user}.${deviceId}.${since}`, signature)) return [];
      return [{ userId: BigInt(user), deviceId, since: Number(since) }];
    });
}

/** The cookie after `userId` signed in: that account first, under its old id on this browser. */
export function writeDeviceCookie(known: KnownDevice[], userId: bigint, now = Date.now()): string {
  const deviceId = known.find((device) => device.userId === userId)?.deviceId ?? randomUUID();
  const others = known.filter((device) => device.userId !== userId);
  return [{ userId, deviceId, since: now }, ...others]
    .slice(0, ACCOUNTS)
    .map((device) => {
      const text = `${device.userId}.${device.deviceId}.${device.since}`;
      return `${text}.${signText(PURPOSE, text)}`;
    })
    .join('~');
}

/** The id by which an account knows this browser, or null. A new password makes all browsers strangers. */
export function findDevice(
  known: KnownDevice[],
  account: { id: bigint; passwordChangedAt: Date | null } | null,
): string | null {
  const device = known.find((entry) => entry.userId === account?.id);
  return device && device.since >= (account?.passwordChangedAt?.getTime() ?? 0) ? device.deviceId : null;
}
