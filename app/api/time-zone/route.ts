import type { NextRequest } from 'next/server';
import { isTimeZone } from '@/lib/core/time-zone';
import { getViewer } from '@/lib/entry/session';
import { savePreferences } from '@/lib/rooms/identity';

/**
 * `PUT { timeZone }`: keeps the browser's time zone in the viewer's account, for mails and files. 204, also for a repeat; 400
 * for what is no zone, 401 for who is not signed in. No form of another site can send it.
 */
export async function PUT(request: NextRequest): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer) return new Response(null, { status: 401 });
  const given: unknown = await request.json().catch(() => null);
  const timeZone = given && typeof given === 'object' && 'timeZone' in given ? given.timeZone : null;
  if (!isTimeZone(timeZone)) return new Response(null, { status: 400 });
  if (timeZone !== viewer.timeZone) await savePreferences(viewer.userId, { timeZone });
  return new Response(null, { status: 204 });
}
