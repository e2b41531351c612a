import 'server-only';
import { cookies, headers } from 'next/headers';
import { DomainError } from '@/lib/core/errors';
import { isOwnOrigin } from '@/lib/core/http/is-own-origin';
import type { AuthRequest } from '@/lib/rooms/identity';
import { type Answer, type Call, callNextAuth } from './call-next-auth';
import { getAuthRequest } from './get-auth-request';

/**
 * Runs one step of next-auth for the browser in hand, from a server action: takes its cookies along and
 * stores those that come back. `facts` are added to those of the request. Throws DomainError:
 * `too_many_requests`, `busy`, `internal`; other refusals are left to `refusalOf`.
 */
export async function runNextAuth(call: Call, facts: Partial<AuthRequest> = {}): Promise<Answer> {
  const jar = await cookies();
  requireOwnPage(call, await headers());
  const sent = Object.fromEntries(
    jar
      .getAll()
      // next-auth takes one that is no address for a fault of the site's.
      .filter(({ name, value }) => !name.endsWith('callback-url') || URL.canParse(value))
      .map(({ name, value }) => [name, value]),
  );
  const answer = await callNextAuth({ ...call, cookies: sent }, { ...(await getAuthRequest()), ...facts });
  const refusal = refusalOf(answer);
  if (refusal === 'too_many_requests' || refusal === 'busy' || refusal === 'internal')
    throw new DomainError(refusal);
  for (const cookie of answer.cookies) jar.set(cookie);
  return answer;
}

/** Passwords and links sign in from our pages alone; a provider's answer is held to its state. */
function requireOwnPage({ path: [step, by] }: Call, list: Headers): void {
  const signsIn = step === 'callback' && (by === 'credentials' || by === 'email');
  if (signsIn && !isOwnOrigin(list)) throw new DomainError('invalid_input');
}

/** next-auth's error code in an answer, if it refused. */
export function refusalOf(answer: Answer): string | null {
  return answer.location?.searchParams.get('error') ?? null;
}
