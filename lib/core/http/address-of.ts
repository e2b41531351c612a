import { env } from '../env.ts';
import { clientAddress, PEER_HEADER } from './client-address.ts';

export type SentHeaders = Pick<Headers, 'get' | 'has'>;

/** The address of anyone who sent these headers, as our own server left them. */
export function addressOf(list: SentHeaders): string {
  const told = { peer: list.get(PEER_HEADER), forwardedFor: list.get('x-forwarded-for') };
  return clientAddress(told, env.TRUSTED_PROXIES);
}
