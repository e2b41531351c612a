import { DomainError } from '@/lib/core/errors';
import { FILE_BYTES, storeFile } from '@/lib/desks/backoffice';
import { adminRoute, requireLength } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';

const ROOM_FOR_THE_FORM = 10_000;

/** Takes the evidence for an adjustment that is being written. Answers with its id, or says why not. */
export const POST = adminRoute(
  {
    name: 'upload-evidence',
    roles: MAY.adjust,
    ours: true,
    refusal: 'message',
    limit: { most: 30, seconds: 60 },
  },
  async ({ request, act }) => {
    requireLength(request, FILE_BYTES + ROOM_FOR_THE_FORM);
    const file = (await readForm(request)).get('file');
    if (!(file instanceof File)) throw new DomainError('file_unsuitable');
    const id = await storeFile(act, file.name, new Uint8Array(await file.arrayBuffer()));
    return Response.json({ id: String(id) });
  },
);

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    throw new DomainError('file_unsuitable', { cause });
  }
}
