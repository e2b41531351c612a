import 'server-only';
import { db } from '@/lib/core/db';
import { buildSecurityHeaders } from '@/lib/core/http/security-headers';

const NAME = /^([0-9a-f]{32})-(400|600)\.woff2$/;
const YEAR = 'max-age=31536000, immutable';

/**
 * Answers a request for a cut of type. What a page of everyone's needs is for everyone. Which signs a paid
 * text has reveals the text, so its cut is for who may read it, asked in the same query; to all others it
 * looks as if it did not exist.
 */
export async function serveCut(name: string, findReader: () => Promise<bigint | null>): Promise<Response> {
  const [, hash = '', weight] = NAME.exec(name) ?? [];
  const select = { itemId: true, regular: weight === '400', semibold: weight === '600' };
  const open = hash ? await db.fontCut.findFirst({ where: { hash, itemId: null }, select }) : null;
  const row = open ?? (hash ? await findPaid(hash, await findReader(), select) : null);
  const font = row?.regular ?? row?.semibold;
  const headers = {
    ...buildSecurityHeaders({ https: false }),
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  };
  if (!font) return new Response(null, { status: 404, headers: { ...headers, 'cache-control': 'no-store' } });
  return new Response(font as Uint8Array<ArrayBuffer>, {
    headers: {
      ...headers,
      'content-type': 'font/woff2',
      'cache-control': open ? `public, ${YEAR}` : 'private, no-cache',
    },
  });
}

function findPaid(
  hash: string,
  readerId: bigint | null,
  select: { itemId: boolean; regular: boolean; semibold: boolean },
) {
  if (readerId === null) return null;
  return db.fontCut.findFirst({
    where: {
      hash,
      item: {
        OR: [{ unlocks: { some: { readerId, refundedAt: null } } }, { creator: { userId: readerId } }],
      },
    },
    select,
  });
}
