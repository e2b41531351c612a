import 'server-only';
import { cookies } from 'next/headers';
import { getDeviceCookie, readDeviceCookie } from '@/lib/rooms/identity';

/** How to count the calls of someone not signed in: a browser that an account knows counts alone. */
export async function getCallerKey(address: string): Promise<string> {
  const [device] = readDeviceCookie((await cookies()).get(getDeviceCookie().name)?.value);
  return device ? `known:${device.userId}:${device.deviceId}` : `address:${address}`;
}
