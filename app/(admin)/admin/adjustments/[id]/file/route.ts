import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { getFile } from '@/lib/desks/backoffice';
import { adminRoute, download, missing } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';

/** The evidence behind an adjustment, always as a download: what a stranger wrote never runs here. */
export const GET = adminRoute(
  { name: 'adjustment-file', params: z.object({ id: idSchema }), roles: MAY.adjust, refusal: 'words' },
  async ({ params }) => {
    const { name, mediaType, content } = (await getFile(params.id)) ?? missing();
    return download({ name, type: mediaType, body: content });
  },
);
