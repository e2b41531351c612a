import type { IncomingMessage, ServerResponse } from 'node:http';

/** A load balancer has another process by then, or this one has started again. */
const RETRY_SECONDS = '5';

const WORDS = {
  en: 'Farthing is starting again. Please try again in a few seconds.',
  ko: '서비스를 다시 시작하고 있어요. 몇 초 뒤에 다시 시도해 주세요.',
};

/** The one answer of a server that ends, to everything new: 503, and the connection closes. */
export function refuseWhileEnding(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').split('?')[0];
  const [type, body] = bodyFor(path ?? '', request.headers);
  response.writeHead(503, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'retry-after': RETRY_SECONDS,
    connection: 'close',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function bodyFor(path: string, headers: IncomingMessage['headers']): [type: string, body: string] {
  if (path === '/api/ready') return ['application/json', JSON.stringify({ status: 'unavailable' })];
  if (!headers.accept?.includes('text/html'))
    return ['application/json', JSON.stringify({ ok: false, code: 'busy' })];
  const korean = /^\s*ko\b/i.test(headers['accept-language'] ?? '');
  return ['text/plain', korean ? WORDS.ko : WORDS.en];
}
