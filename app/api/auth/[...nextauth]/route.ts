import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { buildAuthOptions } from '@/lib/auth/auth-options';
import { getAuthRequest } from '@/lib/auth/get-auth-request';

async function handle(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  return NextAuth(request, context, await buildAuthOptions(await getAuthRequest()));
}

export { handle as GET, handle as POST };
