import { readId } from '@/lib/core/ids';
import { getFile } from '@/lib/desks/backoffice';
import { getAdminViewer } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';

/** The evidence behind an adjustment, always as a download: what a stranger wrote never runs here. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> {
  const viewer = await getAdminViewer(MAY.adjust);
  const id = readId((await context.params).id);
  const file = viewer && id !== null ? await getFile(id) : null;
  if (!file) return new Response(null, { status: 404 });
  return new Response(file.content, {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
