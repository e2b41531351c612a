'use server';

import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { DomainError } from '@/lib/core/errors';
import { createItem, findImported, hashImport, importMarkdown } from '@/lib/desks/studio';
import { creatorAction } from '@/lib/entry/actions';

/** One Markdown file as a new draft. `import_repeats` for the same file again, unless `again` is set. */
export const importAction = creatorAction(
  {
    name: 'import-markdown',
    input: z.object({ file: z.instanceof(File), again: z.literal('on').optional() }),
    perMinute: 120,
  },
  async ({ file, again }, { viewer }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { fields, ignored } = importMarkdown(file.name, bytes);
    const language = fields.language ?? (await getLocale());
    const { creatorId } = viewer;
    const importHash = hashImport(fields);
    const earlier = again ? null : await findImported(creatorId, importHash);
    if (earlier) {
      const details = { title: earlier.title, itemId: String(earlier.itemId) };
      throw new DomainError('import_repeats', { details });
    }
    const id = await createItem({ creatorId, kind: 'article', language, fields, importHash });
    return { itemId: String(id), title: fields.title ?? '', ignored };
  },
);
