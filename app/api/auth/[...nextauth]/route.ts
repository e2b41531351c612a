import { z } from 'zod';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { publicRoute } from '@/lib/entry/routes';
import { returnFromProvider } from '@/lib/entry/session';
import { OAUTH_PROVIDERS, withNext } from '@/lib/rooms/identity';

const redirectTo = (path: string) =>
  new Response(null, { status: 303, headers: { location: new URL(path, env.NEXTAUTH_URL).href } });

const callback = z.tuple([z.literal('callback'), z.enum(OAUTH_PROVIDERS)]);

/**
 * The way back from a provider, and nothing else of next-auth: whatever signs a browser in or out is a form
 * of ours, which no other site can send. A provider's answer counts only with the state that this browser was
 * sent away with.
 */
export const GET = publicRoute(
  { name: 'return-from-provider', params: z.object({ nextauth: callback }) },
  async ({ request, params }) => {
    const [, provider] = params.nextauth;
    try {
      const { target, codeNeeded } = await returnFromProvider(provider, new URL(request.url).searchParams);
      return redirectTo(codeNeeded ? withNext('/sign-in/code', target) : target);
    } catch (error) {
      if (error instanceof DomainError) return redirectTo(`/sign-in/error?error=${error.code}`);
      throw error;
    }
  },
);
