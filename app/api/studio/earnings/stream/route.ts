import { DomainError } from '@/lib/core/errors';
import { creatorRoute, openStream } from '@/lib/entry/routes';

/** A creator's unlocks as they happen, as server-sent events. Everyone else gets 404; too many tabs, 429. */
export const GET = creatorRoute({ name: 'earnings-stream' }, ({ request, viewer }) => {
  const stream = openStream({
    creatorId: viewer.creatorId,
    userId: viewer.userId,
    sessionId: viewer.sessionId,
    lastEventId: request.headers.get('last-event-id'),
    signal: request.signal,
  });
  if (!stream) throw new DomainError('too_many_requests');
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Neither kept, nor compressed, nor collected on the way.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
});
