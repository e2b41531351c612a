import type { ReadableStream as WebStream } from 'node:stream/web';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { BATCH_BYTES, readBatch } from '@/lib/desks/backoffice';
import { adminRoute, requireLength } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';

/** Reads a file of gifts as it arrives, for a dry run; the body is the file. Answers with the batch's id. */
export const POST = adminRoute(
  {
    name: 'upload-gifts',
    query: z.object({ key: z.uuid(), name: z.string().max(400).default('') }),
    roles: MAY.giveInBulk,
    ours: true,
    refusal: 'message',
    limit: { most: 10, seconds: 60 },
  },
  async ({ request, query, act }) => {
    const byteCount = requireLength(request, BATCH_BYTES);
    if (!request.body) throw new DomainError('invalid_input');
    const content = request.body as WebStream<Uint8Array>;
    const id = await readBatch({ requestKey: query.key, fileName: query.name, content, byteCount }, act);
    return Response.json({ id: String(id) });
  },
);
