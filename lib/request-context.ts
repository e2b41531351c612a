import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { env } from './env';

export interface RequestContext {
  /** Shown to people as a reference, and on every log line of the request. */
  requestId: string;
  address: string;
  userAgent: string;
}

/**
 * The caller's address is the entry of X-Forwarded-For that our own outermost proxy wrote: TRUSTED_PROXIES from the
 * right. What stands further left is the client's own claim. With no proxy everyone shares one "direct" address, so
 * limits per address then count everyone: safe, not blind.
 */
export function clientAddress(forwardedFor: string | null, trustedProxies: number): string {
  if (trustedProxies === 0) return 'direct';
  const hops = (forwardedFor ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return hops.at(-trustedProxies) ?? 'direct';
}

/** Facts about the request in hand. Needs Next's request scope. */
export async function getRequestContext(): Promise<RequestContext> {
  const list = await headers();
  return {
    requestId: list.get('x-request-id') ?? randomUUID(),
    address: clientAddress(list.get('x-forwarded-for'), env.TRUSTED_PROXIES),
    userAgent: (list.get('user-agent') ?? '').slice(0, 300),
  };
}
