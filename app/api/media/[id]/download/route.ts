import { getViewer } from '@/lib/entry/session';
import { renewLink } from '@/lib/rooms/media';

const HEADERS = { 'cache-control': 'private, no-store' };

/** Sends whoever has the right to a file to a fresh link to it, so that a page which has been open for hours still downloads. 404 for everyone else. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const viewer = await getViewer();
  const link = viewer && (await renewLink((await params).id, viewer.userId));
  return link
    ? new Response(null, { status: 303, headers: { ...HEADERS, location: `${link.url}&download=1` } })
    : new Response(null, { status: 404, headers: HEADERS });
}
