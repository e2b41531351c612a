import { z } from 'zod';
import { missing, PRIVATE_HEADERS, readerRoute } from '@/lib/entry/routes';
import { renewLink } from '@/lib/rooms/media';

/** Sends a reader to a fresh link to their file, so a page that has been open for hours still downloads. */
export const GET = readerRoute(
  { name: 'media-download', params: z.object({ id: z.string() }), nobody: 'not_found', refusal: 'words' },
  async ({ params, viewer }) => {
    const { url } = (await renewLink(params.id, viewer.userId)) ?? missing();
    return new Response(null, {
      status: 303,
      headers: { ...PRIVATE_HEADERS, location: `${url}&download=1` },
    });
  },
);
