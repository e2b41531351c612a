import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getSessionCookie, readSessionCookie } from '@/lib/core/session-cookie';
import { findViewer, type Viewer } from '@/lib/rooms/identity';

/** Who is signed in, or null. Asks the database once per request. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const sessionId = readSessionCookie((await cookies()).get(getSessionCookie().name)?.value);
  return sessionId ? findViewer(sessionId) : null;
});

/** Who is signed in; anyone else is sent to sign in and comes back to `next`, a path of this site. */
export async function requireViewer(next: string): Promise<Viewer> {
  const viewer = await getViewer();
  return viewer ?? redirect(`/sign-in?next=${encodeURIComponent(next)}`);
}
