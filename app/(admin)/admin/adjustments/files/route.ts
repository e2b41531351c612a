import { DomainError } from '@/lib/core/errors';
import { statusOf } from '@/lib/core/http/status-of';
import { log } from '@/lib/core/log';
import { countAttempt } from '@/lib/core/rate-limit';
import { toDomainError } from '@/lib/core/to-domain-error';
import { FILE_BYTES, storeFile } from '@/lib/desks/backoffice';
import { describeError } from '@/lib/entry/actions';
import { refuseUpload } from '@/lib/entry/routes';
import { getAct, getAdminViewer, getRequestContext } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';

const ROOM_FOR_THE_FORM = 10_000;

/** Takes the evidence for an adjustment that is being written. Answers with its id, or a sentence that says why not. */
export async function POST(request: Request): Promise<Response> {
  const viewer = await getAdminViewer(MAY.adjust);
  if (!viewer) return new Response(null, { status: 404 });
  try {
    refuseUpload(request, FILE_BYTES + ROOM_FOR_THE_FORM);
    await countAttempt({ key: `adjustment-file:user:${viewer.userId}`, limit: 30, windowSeconds: 60 });
    const file = (await readForm(request)).get('file');
    if (!(file instanceof File)) throw new DomainError('file_unsuitable');
    const id = await storeFile(await getAct(viewer), file.name, new Uint8Array(await file.arrayBuffer()));
    return Response.json({ id: String(id) });
  } catch (error) {
    const { code } = toDomainError(error);
    const reference = (await getRequestContext()).requestId;
    if (code === 'internal')
      log.error({ requestId: reference, err: error }, 'evidence could not be taken in');
    return Response.json({ code, message: await describeError(code, { reference }) }, statusOf(code));
  }
}

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    throw new DomainError('file_unsuitable', { cause });
  }
}
