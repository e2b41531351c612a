import { type NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { buildAuthOptions } from '@/lib/auth/auth-options';
import { followPreferences } from '@/lib/auth/follow-preferences';
import { getAuthRequest } from '@/lib/auth/get-auth-request';
import { rememberDevice } from '@/lib/auth/remember-device';
import { sanitiseCallbackUrl, withNext } from '@/lib/auth/sanitise-next';
import { awaitsSecondFactor } from '@/lib/auth/second-factor/queries';
import { getSessionCookie, readSessionCookie } from '@/lib/auth/session-cookie';
import { env } from '@/lib/env';

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  const response: Response = await NextAuth(request, context, await buildAuthOptions(await getAuthRequest()));
  const stored = new NextResponse(null, { headers: response.headers }).cookies.get(getSessionCookie().name);
  await Promise.all([followPreferences(stored?.value), rememberDevice(readSessionCookie(stored?.value))]);
  const location = response.headers.get('location');
  if (!location || !(await awaitsSecondFactor(readSessionCookie(stored?.value)))) return response;
  // Back from a provider, and the second step is still to come.
  const headers = new Headers(response.headers);
  const next = sanitiseCallbackUrl(location, env.NEXTAUTH_URL);
  headers.set('location', new URL(withNext('/sign-in/code', next), env.NEXTAUTH_URL).href);
  return new Response(null, { status: response.status, headers });
}

export { handle as GET, handle as POST };
