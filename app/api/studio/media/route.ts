import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { cutText } from '@/lib/core/cut-text';
import { DomainError } from '@/lib/core/errors';
import { isOwnOrigin } from '@/lib/core/http/is-own-origin';
import { chooseRequestId } from '@/lib/core/http/request-id';
import { statusOf } from '@/lib/core/http/status-of';
import { idSchema } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { countAttempt } from '@/lib/core/rate-limit';
import { toDomainError } from '@/lib/core/to-domain-error';
import { describeError } from '@/lib/entry/actions';
import { getCreatorViewer } from '@/lib/entry/session';
import { receiveUpload, toMediaView } from '@/lib/rooms/media';

const HEADERS = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };
const UPLOADS_PER_HOUR = 120;

const query = z.object({
  purpose: z.enum(['avatar', 'cover', 'inline', 'file']),
  item: idSchema.nullable(),
});

/**
 * `POST ?purpose=…&item=…` with the file itself as the body and its name, URI-encoded, in `x-file-name`: takes in a creator's
 * file. Answers `{ ok: true, data }` or `{ ok: false, code, message }`. Not a form: no other site can send one, and the
 * origin is checked besides. The proxy leaves this route alone, because it would keep bodies in memory and cut them off.
 */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers)) throw new DomainError('not_found');
    const viewer = await getCreatorViewer();
    if (!viewer) throw new DomainError('not_found');
    await countAttempt({
      key: `upload:creator:${viewer.creatorId}`,
      limit: UPLOADS_PER_HOUR,
      windowSeconds: 3_600,
    });
    const { searchParams } = request.nextUrl;
    const parsed = query.safeParse({ purpose: searchParams.get('purpose'), item: searchParams.get('item') });
    if (!parsed.success) throw new DomainError('invalid_input');
    const received = await receiveUpload({
      creatorId: viewer.creatorId,
      purpose: parsed.data.purpose,
      itemId: parsed.data.purpose === 'avatar' ? null : parsed.data.item,
      fileName: decodeName(request.headers.get('x-file-name')),
      announcedBytes: announcedBytes(request.headers.get('content-length')),
      body: request.body,
      signal: request.signal,
    });
    return Response.json({ ok: true, data: toMediaView(received) }, { headers: HEADERS });
  } catch (error) {
    return refuse(error, request);
  }
}

async function refuse(error: unknown, request: NextRequest): Promise<Response> {
  const domain = toDomainError(error);
  const reference = chooseRequestId(null, 0);
  // Someone who closed the page is no fault of ours, and hears nothing of it.
  if (domain.code === 'internal' && !request.signal.aborted)
    log.error({ requestId: reference, err: domain.cause ?? domain }, 'an upload failed');
  const message = await describeError(domain.code, { reference, ...domain.details });
  const { status, headers } = statusOf(domain.code);
  return Response.json(
    { ok: false, code: domain.code, message },
    { status, headers: { ...HEADERS, ...headers } },
  );
}

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
