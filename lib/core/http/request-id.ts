import { randomUUID } from 'node:crypto';

/** The id that our own proxy gave a request, else a new one. What strangers send is not trusted to be harmless or unique. */
export function chooseRequestId(given: string | null, trustedProxies: number): string {
  return trustedProxies > 0 && given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}
