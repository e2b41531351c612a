import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
import { getViewer } from '@/lib/entry/session';
import { renewLink } from '@/lib/rooms/media';

const PER_MINUTE = 60;
const HEADERS = { 'cache-control': 'private, no-store' };

/** A new link for a player whose old one is running out: `{ url, leftMs }`. 404 for whoever has no right to the file. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const viewer = await getViewer();
  if (!viewer) return new Response(null, { status: 404, headers: HEADERS });
  try {
    await countAttempt({
      key: `media-link:user:${viewer.userId}`,
      limit: PER_MINUTE,
      windowSeconds: 60,
    });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 429, headers: HEADERS });
    throw error;
  }
  const link = await renewLink((await params).id, viewer.userId);
  return link
    ? Response.json(link, { headers: HEADERS })
    : new Response(null, { status: 404, headers: HEADERS });
}
