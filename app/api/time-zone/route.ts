import { z } from 'zod';
import { isTimeZone } from '@/lib/core/time-zone';
import { readerRoute, readJson } from '@/lib/entry/routes';
import { savePreferences } from '@/lib/rooms/identity';

const body = z.object({ timeZone: z.custom<string>(isTimeZone) });

/**
 * `PUT { timeZone }`: keeps the browser's time zone in the viewer's account, for mails and files. 204, also
 * for a repeat; 400 for what is no zone, 401 for who is not signed in. No form of another site can send it.
 */
export const PUT = readerRoute({ name: 'keep-time-zone' }, async ({ request, viewer }) => {
  const { timeZone } = await readJson(request, body);
  if (timeZone !== viewer.timeZone) await savePreferences(viewer.userId, { timeZone });
  return new Response(null, { status: 204 });
});
