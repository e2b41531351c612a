import type { HonoRequest } from 'hono';

/** The body of a call. An upload becomes a form too: `file[name]`, `file[type]`, `file[data]` (base64). */
export async function readBody(request: HonoRequest): Promise<string> {
  const type = request.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return request.text();
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(await request.parseBody())) {
    if (typeof value === 'string') form.set(name, value);
    if (!(value instanceof File)) continue;
    form.set(`${name}[name]`, value.name);
    form.set(`${name}[type]`, value.type);
    form.set(`${name}[data]`, Buffer.from(await value.arrayBuffer()).toString('base64'));
  }
  return form.toString();
}
