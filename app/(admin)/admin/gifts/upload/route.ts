import type { ReadableStream as WebStream } from 'node:stream/web';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { statusOf } from '@/lib/core/http/status-of';
import { log } from '@/lib/core/log';
import { countAttempt } from '@/lib/core/rate-limit';
import { toDomainError } from '@/lib/core/to-domain-error';
import { BATCH_BYTES, readBatch } from '@/lib/desks/backoffice';
import { describeError } from '@/lib/entry/actions';
import { refuseUpload } from '@/lib/entry/routes';
import { getAdminViewer, getRequestContext } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';

const query = z.object({ key: z.uuid(), name: z.string().max(400).default('') });

/** Reads a file of gifts as it arrives, for a dry run; the file is the body itself. Answers with the batch's id. */
export async function POST(request: Request): Promise<Response> {
  const viewer = await getAdminViewer(MAY.giveInBulk);
  if (!viewer) return new Response(null, { status: 404 });
  const { address, requestId } = await getRequestContext();
  try {
    refuseUpload(request, BATCH_BYTES);
    await countAttempt({ key: `gift-batch:user:${viewer.userId}`, limit: 10, windowSeconds: 60 });
    const given = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!given.success || !request.body) throw new DomainError('invalid_input');
    const id = await readBatch(
      {
        requestKey: given.data.key,
        fileName: given.data.name,
        content: request.body as WebStream<Uint8Array>,
        byteCount: Number(request.headers.get('content-length')),
      },
      { actorId: viewer.userId, address, requestId },
    );
    return Response.json({ id: String(id) });
  } catch (error) {
    const { code } = toDomainError(error);
    if (code === 'internal') log.error({ requestId, err: error }, 'a file of gifts could not be read');
    const message = await describeError(code, { reference: requestId });
    return Response.json({ code, message }, statusOf(code));
  }
}
