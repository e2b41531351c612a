import { z } from 'zod';
import { publicRoute } from '@/lib/entry/routes';
import { getViewer } from '@/lib/entry/session';
import { serveMedia } from '@/lib/rooms/media';

/** A creator's file: see serveMedia for who may have it. */
export const GET = publicRoute(
  { name: 'media', params: z.object({ id: z.string() }) },
  ({ request, params }) =>
    serveMedia({
      mediaId: params.id,
      params: new URL(request.url).searchParams,
      headers: request.headers,
      head: request.method === 'HEAD',
      findReader: async () => (await getViewer())?.userId ?? null,
    }),
);

export const HEAD = GET;
