import type { NextRequest } from 'next/server';
import { openStream } from '@/lib/entry/routes';
import { getCreatorViewer } from '@/lib/entry/session';

/** A creator's unlocks as they happen, as server-sent events. Everyone else gets 404; too many tabs, 429. */
export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await getCreatorViewer();
  if (!viewer) return new Response(null, { status: 404 });
  const stream = openStream({
    creatorId: viewer.creatorId,
    userId: viewer.userId,
    sessionId: viewer.sessionId,
    lastEventId: request.headers.get('last-event-id'),
    signal: request.signal,
  });
  if (!stream) return new Response(null, { status: 429, headers: { 'Retry-After': '30' } });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Neither kept, nor compressed, nor collected on the way.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
