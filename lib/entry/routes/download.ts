import { create } from 'content-disposition';
import { PRIVATE_HEADERS } from './private-headers';

interface Download {
  /** In the person's language, if need be. */
  name: string;
  /** For programs that know only plain letters. */
  plainName?: string;
  /** Text is UTF-8. */
  type: string;
  body: BodyInit;
  /** Shown by the browser instead of saved. */
  inline?: boolean;
}

/** A file for one person. */
export function download({ name, plainName, type, body, inline = false }: Download): Response {
  return new Response(body, {
    headers: {
      ...PRIVATE_HEADERS,
      'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'content-disposition': create(name, {
        type: inline ? 'inline' : 'attachment',
        fallback: plainName ?? true,
      }),
    },
  });
}
