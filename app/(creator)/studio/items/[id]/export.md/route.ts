import { readId } from '@/lib/core/ids';
import type { NextRequest } from 'next/server';
import { getCreatorViewer } from '@/lib/entry/session';
import { DomainError } from '@/lib/core/errors';
import { exportMarkdown, getDraft } from '@/lib/desks/studio';

/** The viewer's own draft as a Markdown file; 404 for everyone else. */
export async function GET(_request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await getCreatorViewer();
  const itemId = readId((await params).id);
  if (!viewer || !itemId) return new Response(null, { status: 404 });
  try {
    const { name, content } = exportMarkdown(await getDraft(viewer.creatorId, itemId));
    return new Response(content, {
      headers: {
        'content-type': 'text/markdown; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return new Response(null, { status: 404 });
    throw error;
  }
}
