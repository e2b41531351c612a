import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { getSessionCookie, writeSessionCookie } from '@/lib/core/session-cookie';

// What Next gives a request and a test has not: its cookies and headers, its cache, its language. Who is
// asking is found as ever, from a signed cookie and the row that it names. A test puts these in place with
// vi.mock().
const requests = new AsyncLocalStorage<{ cookie: string | null; headers?: Record<string, string> }>();

export const nextHeaders = () => ({
  cookies: async () => ({
    get: (name: string) => {
      const value = requests.getStore()?.cookie;
      return value && name === getSessionCookie().name ? { name, value } : undefined;
    },
    getAll: () => [],
    has: () => false,
    set: () => {},
    delete: () => {},
  }),
  headers: async () => new Headers(requests.getStore()?.headers),
});
export const nextCache = () => ({ revalidatePath: () => {}, refresh: () => {} });
export const nextIntl = () => ({
  getLocale: async () => 'en',
  getTranslations: async () => (key: string) => key,
});

/** Signs a person in; `proved` has shown just now who they are. The cookie is for as(). */
export async function signIn(userId: bigint, { proved = true } = {}): Promise<string> {
  const id = randomUUID();
  const provedAt = proved ? new Date() : null;
  await db.session.create({
    data: { id, userId, provedAt, expiresAt: new Date(Date.now() + 3_600_000) },
  });
  return writeSessionCookie(id);
}

/** Calls within a request with this cookie, or none, and these headers. A redirect is an answer. */
export async function answerOf(
  cookie: string | null,
  call: () => Promise<{ ok: boolean; code?: string }>,
  headers?: Record<string, string>,
): Promise<string> {
  try {
    const result = await requests.run({ cookie, headers }, call);
    return result.ok ? 'ok' : String(result.code);
  } catch (error) {
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : '';
    if (digest.startsWith('NEXT_REDIRECT')) return 'ok';
    throw error;
  }
}
