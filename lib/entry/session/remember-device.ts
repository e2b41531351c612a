import 'server-only';
import { cookies } from 'next/headers';
import { db } from '@/lib/core/db';
import { getDeviceCookie, readDeviceCookie, writeDeviceCookie } from '@/lib/rooms/identity';

/** After a finished sign-in the account knows this browser; a session waiting for its code isn't one. */
export async function rememberDevice(sessionId: string | null): Promise<void> {
  if (!sessionId) return;
  const session = await db.session.findFirst({
    where: { id: sessionId, awaitsSecondFactor: false, revokedAt: null },
    select: { userId: true },
  });
  if (!session) return;
  const jar = await cookies();
  const { name, options } = getDeviceCookie();
  jar.set(name, writeDeviceCookie(readDeviceCookie(jar.get(name)?.value), session.userId), options);
}
