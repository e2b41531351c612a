import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { exportMarkdown, getDraft } from '@/lib/desks/studio';
import { creatorRoute, download } from '@/lib/entry/routes';

/** The viewer's own draft as a Markdown file; 404 for everyone else. */
export const GET = creatorRoute(
  { name: 'export-draft', params: z.object({ id: idSchema }), refusal: 'words' },
  async ({ params, viewer }) => {
    const { name, content } = exportMarkdown(await getDraft(viewer.creatorId, params.id));
    return download({ name, type: 'text/markdown', body: content });
  },
);
