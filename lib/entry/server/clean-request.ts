import type { IncomingMessage } from 'node:http';
import { PEER_HEADER } from '@/lib/core/http/client-address';
import { log } from '@/lib/core/log';

/** What only proxies write. Next and its libraries would believe them of anyone. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

// On globalThis: the server bundles this module more than once, and it is said once.
const kept = globalThis as unknown as { farthingToldOfProxy?: boolean };

/** Names the other end of the socket to the app, and drops what only our proxies write. */
export function cleanRequest(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): void {
  const { headers, socket } = request;
  headers[PEER_HEADER] = socket.remoteAddress ?? '';
  if (trustedProxies > 0) return;
  const found = FORWARDED.filter((name) => headers[name] !== undefined);
  for (const name of found) delete headers[name];
  if (found.length === 0 || kept.farthingToldOfProxy) return;
  kept.farthingToldOfProxy = true;
  log.warn(
    { headers: found },
    'a forwarded header arrived while TRUSTED_PROXIES is 0, and was ignored: behind a proxy of ' +
      'yours, set it to their number',
  );
}
