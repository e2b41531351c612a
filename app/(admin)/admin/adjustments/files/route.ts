import { describeError } from '@/lib/action';
import { FILE_BYTES, storeFile } from '@/lib/admin/adjustments/files';
import { getAct } from '@/lib/admin/get-act';
import { MAY } from '@/lib/admin/permissions';
import { refuseUpload } from '@/lib/admin/refuse-upload';
import { getAdminViewer } from '@/lib/auth/admin-viewer';
import { DomainError } from '@/lib/errors';
import { countAttempt } from '@/lib/rate-limit';

const ROOM_FOR_THE_FORM = 10_000;

/** Takes the evidence for an adjustment that is being written. Answers with its id, or a sentence that says why not. */
export async function POST(request: Request): Promise<Response> {
  const viewer = await getAdminViewer(MAY.adjust);
  if (!viewer) return new Response(null, { status: 404 });
  try {
    refuseUpload(request, FILE_BYTES + ROOM_FOR_THE_FORM);
    await countAttempt({ key: `adjustment-file:user:${viewer.userId}`, limit: 30, windowSeconds: 60 });
    const file = (await request.formData()).get('file');
    if (!(file instanceof File)) throw new DomainError('file_unsuitable');
    const id = await storeFile(await getAct(viewer), file.name, new Uint8Array(await file.arrayBuffer()));
    return Response.json({ id: String(id) });
  } catch (error) {
    const code = error instanceof DomainError ? error.code : 'file_unsuitable';
    const status = code === 'too_many_requests' ? 429 : 400;
    return Response.json({ code, message: await describeError(code, {}) }, { status });
  }
}
