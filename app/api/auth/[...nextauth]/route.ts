import type { NextRequest } from 'next/server';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { returnFromProvider } from '@/lib/entry/session';
import { OAUTH_PROVIDERS, withNext } from '@/lib/rooms/identity';

const redirectTo = (path: string) =>
  new Response(null, { status: 303, headers: { location: new URL(path, env.NEXTAUTH_URL).href } });

/**
 * The way back from a provider, and nothing else of next-auth: whatever signs a browser in or out is a form of ours, which
 * no other site can send. A provider's answer counts only with the state that this browser was sent away with.
 */
export async function GET(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  const [step, name, ...rest] = (await context.params).nextauth;
  const provider = OAUTH_PROVIDERS.find((one) => one === name);
  if (step !== 'callback' || !provider || rest.length > 0) return new Response(null, { status: 404 });
  try {
    const { target, codeNeeded } = await returnFromProvider(provider, request.nextUrl.searchParams);
    return redirectTo(codeNeeded ? withNext('/sign-in/code', target) : target);
  } catch (error) {
    if (error instanceof DomainError) return redirectTo(`/sign-in/error?error=${error.code}`);
    throw error;
  }
}
