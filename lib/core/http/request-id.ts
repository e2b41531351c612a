import { randomUUID } from 'node:crypto';

/** The id that our own proxy gave a request, else a new one. Ids from strangers are not trusted. */
export function chooseRequestId(given: string | null, trustedProxies: number): string {
  return trustedProxies > 0 && given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}
