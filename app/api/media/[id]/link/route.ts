import { z } from 'zod';
import { missing, PRIVATE_HEADERS, readerRoute } from '@/lib/entry/routes';
import { renewLink } from '@/lib/rooms/media';

/** A new link for a player whose old one runs out: `{ url, leftMs }`. 404 without the right to the file. */
export const GET = readerRoute(
  {
    name: 'media-link',
    params: z.object({ id: z.string() }),
    nobody: 'not_found',
    limit: { most: 60, seconds: 60 },
  },
  async ({ params, viewer }) =>
    Response.json((await renewLink(params.id, viewer.userId)) ?? missing(), { headers: PRIVATE_HEADERS }),
);
