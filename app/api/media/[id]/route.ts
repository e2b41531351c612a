import type { NextRequest } from 'next/server';
import { getViewer } from '@/lib/entry/session';
import { serveMedia } from '@/lib/rooms/media';

type Context = { params: Promise<{ id: string }> };

const answer = async (request: NextRequest, { params }: Context, head: boolean) =>
  serveMedia({
    mediaId: (await params).id,
    params: request.nextUrl.searchParams,
    headers: request.headers,
    head,
    findReader: async () => (await getViewer())?.userId ?? null,
  });

/** A creator's file: see serveMedia for who may have it. */
export function GET(request: NextRequest, context: Context): Promise<Response> {
  return answer(request, context, false);
}

export function HEAD(request: NextRequest, context: Context): Promise<Response> {
  return answer(request, context, true);
}
