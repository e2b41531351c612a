import { z } from 'zod';
import { cutText } from '@/lib/core/cut-text';
import { idSchema } from '@/lib/core/ids';
import { HOUR_SECONDS } from '@/lib/core/time';
import { creatorRoute, PRIVATE_HEADERS } from '@/lib/entry/routes';
import { receiveUpload, toMediaView } from '@/lib/rooms/media';

const query = z.object({
  purpose: z.enum(['avatar', 'cover', 'inline', 'file']),
  item: idSchema.nullable().default(null),
});

/**
 * `POST ?purpose=…&item=…` with the file itself as the body and its name, URI-encoded, in `x-file-name`:
 * takes in a creator's file. Answers `{ ok: true, data }` or `{ ok: false, code, message }`. Not a form: no
 * other site can send one, and the origin is checked besides. The proxy leaves this route alone, because it
 * would keep bodies in memory and cut them off.
 */
export const POST = creatorRoute(
  {
    name: 'upload-media',
    query,
    ours: true,
    refusal: 'message',
    limit: { most: 120, seconds: HOUR_SECONDS },
  },
  async ({ request, query: { purpose, item }, viewer }) => {
    const received = await receiveUpload({
      creatorId: viewer.creatorId,
      purpose,
      itemId: purpose === 'avatar' ? null : item,
      fileName: decodeName(request.headers.get('x-file-name')),
      announcedBytes: announcedBytes(request.headers.get('content-length')),
      body: request.body,
      signal: request.signal,
    });
    return Response.json({ ok: true, data: toMediaView(received) }, { headers: PRIVATE_HEADERS });
  },
);

function announcedBytes(header: string | null): number | null {
  return header && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function decodeName(header: string | null): string {
  try {
    return cutText(decodeURIComponent(header ?? ''), 500);
  } catch {
    return '';
  }
}
