import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { addressOf } from '@/lib/core/http/address-of';

export interface RequestContext {
  /** Shown to people as a reference, and on every log line of the request. */
  requestId: string;
  /** As people read it. Limits count its `limitSource`. */
  address: string;
  userAgent: string;
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
