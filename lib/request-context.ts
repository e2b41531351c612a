import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { env } from './env';
import { clientAddress, PEER_HEADER } from './http/client-address';

export interface RequestContext {
  /** Shown to people as a reference, and on every log line of the request. */
  requestId: string;
  /** As people read it. Limits count its `limitSource`. */
  address: string;
  userAgent: string;
}

/** The address of whoever sent these headers, as our own server left them. */
export function addressOf(list: Headers): string {
  const told = { peer: list.get(PEER_HEADER), forwardedFor: list.get('x-forwarded-for') };
  return clientAddress(told, env.TRUSTED_PROXIES);
}

/** Facts about the request in hand. Needs Next's request scope. */
export async function getRequestContext(): Promise<RequestContext> {
  const list = await headers();
  return {
    requestId: list.get('x-request-id') ?? randomUUID(),
    address: addressOf(list),
    userAgent: (list.get('user-agent') ?? '').slice(0, 300),
  };
}
