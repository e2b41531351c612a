import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { adminRoute, download, missing } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';
import { getEvidencePdf } from '@/lib/rooms/money-back';

/** The evidence of a dispute, to be looked at before it is sent. */
export const GET = adminRoute(
  {
    name: 'dispute-evidence',
    params: z.object({ id: idSchema, evidenceId: idSchema }),
    roles: MAY.readDisputes,
    refusal: 'words',
  },
  async ({ params: { id, evidenceId } }) =>
    download({
      name: `evidence-${id}-${evidenceId}.pdf`,
      type: 'application/pdf',
      body: new Uint8Array((await getEvidencePdf(id, evidenceId)) ?? missing()),
      inline: true,
    }),
);
