import 'server-only';
import { cookies } from 'next/headers';
import { DomainError } from '../errors';
import { type Answer, type Call, callNextAuth } from './call-next-auth';
import { getAuthRequest } from './get-auth-request';

/**
 * Runs one step of next-auth for the browser in hand, from a server action: takes its cookies along and stores those that
 * come back. Throws DomainError: `too_many_requests`, `busy`, `internal`; other refusals are left to `refusalOf`.
 */
export async function runNextAuth(call: Call): Promise<Answer> {
  const jar = await cookies();
  const sent = Object.fromEntries(jar.getAll().map((cookie) => [cookie.name, cookie.value]));
  const answer = await callNextAuth({ ...call, cookies: sent }, await getAuthRequest());
  const refusal = refusalOf(answer);
  if (refusal === 'too_many_requests' || refusal === 'busy' || refusal === 'internal')
    throw new DomainError(refusal);
  for (const cookie of answer.cookies) jar.set(cookie);
  return answer;
}

/** next-auth's error code in an answer, if it refused. */
export function refusalOf(answer: Answer): string | null {
  return answer.location?.searchParams.get('error') ?? null;
}
