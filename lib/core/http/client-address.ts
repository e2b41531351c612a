import { isIP, SocketAddress } from 'node:net';

/** In which our server names the other end of the socket. What a client sends under it is dropped. */
export const PEER_HEADER = 'x-farthing-peer';

/** When not even the socket's other end is known. */
const UNKNOWN_ADDRESS = 'direct';

/**
 * The caller's address: the other end of the socket, or, behind proxies of ours, the entry of X-Forwarded-For
 * that the outermost of them wrote (`trustedProxies` from the right; what stands further left is the client's
 * own claim).
 */
export function clientAddress(
  { peer, forwardedFor }: { peer: string | null; forwardedFor: string | null },
  trustedProxies: number,
): string {
  const direct = normalizeAddress(peer ?? '') ?? UNKNOWN_ADDRESS;
  if (trustedProxies === 0) return direct;
  const hops = (forwardedFor ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return normalizeAddress(hops.at(-trustedProxies) ?? '') ?? direct;
}

/** One spelling for each IP address: no port, brackets or zone, IPv4 unmapped. Null: not an address. */
export function normalizeAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return null;
  if (family === 4) return bare;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/** What counts as one caller for limits: an IPv4 address, or the /64 of an IPv6 address (one line's). */
export function limitSource(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
