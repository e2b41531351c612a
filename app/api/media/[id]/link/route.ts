import { getViewer } from '@/lib/auth/session';
import { DomainError } from '@/lib/errors';
import { renewLink } from '@/lib/media/renew-link';
import { countAttempt } from '@/lib/rate-limit';

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
