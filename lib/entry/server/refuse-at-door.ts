import type { IncomingMessage, ServerResponse } from 'node:http';
import { readPath } from '../../core/http/read-path.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
/** What lies on disk, as the matcher of proxy.ts lists it. */
const FILES =
  /^\/(?:_next\/(?:static\/|image$)|figures\/|fonts\/|(?:icon|icon-maskable)\.svg$|apple-icon\.png$|manifest\.webmanifest$)/;
/** Where there are no pages, so nobody finds out kindly that an address is no text. */
const NO_PAGES = /^\/(?:api|_next|figures|fonts)\//;
/** Next's own pages for its own faults, which it would answer with 500 to who asks for them by name. */
const FAULT_PAGES = /^\/+(?:_global-error|_error|500)(?:[./]|$)/;

/** How a request is answered that Next would stumble over; null: it is for Next. */
export function refusalAtDoor(
  method: string,
  target: string,
): { status: number; headers?: Record<string, string> } | null {
  // `OPTIONS *` asks about the server as a whole.
  if (target === '*')
    return method === 'OPTIONS' ? { status: 204, headers: { allow: METHODS } } : { status: 400 };
  if (!target.startsWith('/')) return { status: 400 };
  const [path = ''] = target.split('?');
  const text = readPath(path);
  if (text === null ? NO_PAGES.test(path) : FAULT_PAGES.test(text)) return { status: 404 };
  if (FILES.test(path) && method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD' } };
  return null;
}

/** Answers such a request. Returns whether it did. */
export function refuseAtDoor(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = refusalAtDoor(request.method ?? '', request.url ?? '');
  if (!refusal) return false;
  response.writeHead(refusal.status, { ...refusal.headers, 'cache-control': 'no-store' });
  response.end();
  return true;
}
