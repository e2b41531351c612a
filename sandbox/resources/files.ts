import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { created, expandable, notInSandbox, oneOf, pagination, text } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { newId } from '../ids.ts';
import { nowSeconds, type World } from '../world.ts';

const LARGEST_BYTES = 5 * 1024 * 1024;
const TYPES: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** As `readBody` wrote it. */
const upload = z.strictObject({ name: z.string(), type: z.string(), data: z.base64() });
const createParams = z.strictObject({
  ...expandable,
  file: upload,
  purpose: oneOf('dispute_evidence'),
  ...notInSandbox('file_link_data'),
});
const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  purpose: text().optional(),
});

function store(world: World, { file, purpose }: z.output<typeof createParams>): Stripe.File {
  const type = TYPES[file.type];
  const size = Buffer.byteLength(file.data, 'base64');
  if (!type) throw invalidRequest('Dispute evidence must be a PDF, a JPEG or a PNG file.', { param: 'file' });
  if (size === 0) throw invalidRequest('The file is empty.', { param: 'file' });
  if (size > LARGEST_BYTES)
    throw invalidRequest('The file is larger than 5 MB, the most for dispute evidence.', { param: 'file' });
  const id = newId('file');
  const object: Stripe.File = {
    id,
    object: 'file',
    created: nowSeconds(world),
    expires_at: null,
    filename: file.name,
    links: { object: 'list', data: [], has_more: false, url: `/v1/file_links?file=${id}` },
    purpose,
    size,
    title: null,
    type,
    url: `https://files.stripe.com/v1/files/${id}/contents`,
  };
  world.store.put('file', id, { object, hidden: { content: file.data } });
  return object;
}

export const fileRoutes: Route[] = [
  route('POST', '/v1/files', createParams, ({ world, params }) => store(world, params)),
  route('GET', '/v1/files', listParams, ({ world, params, path }) => {
    const files = world.store
      .all('file')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.purpose ?? one.purpose) === one.purpose);
    return pageOf(files.reverse(), params, path);
  }),
  route('GET', '/v1/files/:id', z.strictObject(expandable), ({ world, id }) => {
    const row = world.store.get('file', id);
    if (!row) throw resourceMissing('file upload', id, 'id');
    return row.object;
  }),
];
