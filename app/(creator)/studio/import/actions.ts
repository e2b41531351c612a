'use server';

import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { creatorAction } from '@/lib/action';
import { createItem } from '@/lib/studio/create-item';
import { importMarkdown } from '@/lib/studio/import-markdown';

/** One Markdown file as a new draft. */
export const importAction = creatorAction(
  { name: 'import-markdown', input: z.object({ file: z.instanceof(File) }), perMinute: 120 },
  async ({ file }, { viewer }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { fields, ignored } = importMarkdown(file.name, bytes);
    const language = fields.language ?? (await getLocale());
    const id = await createItem({ creatorId: viewer.creatorId, kind: 'article', language, fields });
    return { itemId: String(id), title: fields.title ?? '', ignored };
  },
);
