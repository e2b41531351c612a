import { z } from 'zod';
import { parseCoverName } from '@/components/cover/cover-address';
import { EDITION } from '@/components/cover/edition';
import { parseWeaveName, writeWeave } from '@/components/cover/weave';
import { writeCover } from '@/components/cover/write-cover';
import { buildSecurityHeaders } from '@/lib/core/http/security-headers';
import { publicRoute } from '@/lib/entry/routes';

const YEAR = 'public, max-age=31536000, immutable';
// A page from before a new edition still shows a picture, for as long as it is open.
const MOMENT = 'public, max-age=60';

/** The drawn covers and portraits. Each exists as a number: it is drawn on request and not stored. */
export const GET = publicRoute(
  { name: 'cover', params: z.object({ edition: z.string(), name: z.string() }) },
  ({ params: { edition, name } }) => {
    const drawing = draw(name);
    const headers = {
      ...buildSecurityHeaders({ https: false }),
      // Opened by itself, a drawing runs nothing and reaches nothing.
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    };
    if (!drawing)
      return new Response(null, { status: 404, headers: { ...headers, 'cache-control': 'no-store' } });
    return new Response(drawing, {
      headers: {
        ...headers,
        'content-type': 'image/svg+xml',
        'cache-control': edition === EDITION ? YEAR : MOMENT,
      },
    });
  },
);

function draw(name: string): string | null {
  const cover = parseCoverName(name);
  if (cover) return writeCover(cover);
  const weave = parseWeaveName(name);
  return weave && writeWeave(weave);
}
