import { type NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { buildAuthOptions } from '@/lib/auth/auth-options';
import { followPreferences } from '@/lib/auth/follow-preferences';
import { getAuthRequest } from '@/lib/auth/get-auth-request';
import { getSessionCookie } from '@/lib/auth/session-cookie';

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  const response: Response = await NextAuth(request, context, await buildAuthOptions(await getAuthRequest()));
  const stored = new NextResponse(null, { headers: response.headers }).cookies.get(getSessionCookie().name);
  await followPreferences(stored?.value);
  return response;
}

export { handle as GET, handle as POST };
