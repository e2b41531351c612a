import { createHash } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { missing, publicRoute } from '@/lib/entry/routes';
import { findCreatorHandle, writeCreatorFeed } from '@/lib/rooms/catalog';

// Feed readers ask often and for nobody in particular: any cache on the way may answer for a while.
const CACHE = 'public, max-age=300, stale-while-revalidate=3600';

/** A creator's feed, RSS 2.0: titles, summaries and what is free. An old handle leads to the new address. */
export const GET = publicRoute(
  { name: 'creator-feed', params: z.object({ handle: z.string() }) },
  async ({ request, params: { handle } }) => {
    const feed = await writeCreatorFeed(handle);
    if (!feed) {
      const now = (await findCreatorHandle(handle)) ?? missing();
      return Response.redirect(new URL(`/creators/${now}/feed.xml`, env.NEXTAUTH_URL), 308);
    }
    const etag = `"${createHash('sha256').update(feed.xml).digest('base64url').slice(0, 27)}"`;
    const headers = { etag, 'cache-control': CACHE, 'last-modified': feed.updatedAt.toUTCString() };
    const known = request.headers.get('if-none-match')?.split(/,\s*/) ?? [];
    if (known.some((tag) => tag.replace(/^W\//, '') === etag))
      return new Response(null, { status: 304, headers });
    return new Response(feed.xml, {
      headers: { ...headers, 'content-type': 'application/rss+xml; charset=utf-8' },
    });
  },
);
