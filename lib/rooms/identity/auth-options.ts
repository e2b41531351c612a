import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import Email from 'next-auth/providers/email';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { emailSchema } from '@/lib/core/normalise-email';
import {
  getSessionCookie,
  readSessionCookie,
  SESSION_SECONDS,
  writeSessionCookie,
} from '@/lib/core/session-cookie';
import { toDomainError } from '@/lib/core/to-domain-error';
import { mailIsAvailable } from '@/lib/ground/mail';
import { createAdapter } from './adapter';
import type { AuthRequest } from './auth-request';
import { listAuthSecrets } from './auth-secrets';
import { countMail } from './count-mail';
import { findViewer } from './find-viewer';
import { LINK_MINUTES } from './link-minutes';
import { mailSignInLink } from './mail-sign-in-link';
import { buildOauthProviders, isVouchedFor, type VouchedProfile } from './oauth-providers';
import { revokeSession } from './revoke-sessions';
import { startSession } from './start-session';
import { verifyCredentials } from './verify-credentials';

/** The cookie holds a signed session id and nothing else. */
const SESSION_TOKEN: NextAuthOptions['jwt'] = {
  async encode({ token }) {
    return typeof token?.sessionId === 'string' ? writeSessionCookie(token.sessionId) : '';
  },
  async decode({ token }) {
    const sessionId = readSessionCookie(token);
    const found = sessionId ? await findViewer(sessionId) : null;
    return found && { sessionId, sub: String(found.userId), email: found.email, name: found.name };
  },
};

/** next-auth for one request: its JWT is a signed session id, and the row behind it can be revoked. */
export async function buildAuthOptions(
  request: AuthRequest,
  secret = listAuthSecrets()[0],
): Promise<NextAuthOptions> {
  const viewer = request.sessionId ? await findViewer(request.sessionId) : null;
  const cookie = getSessionCookie();
  return {
    secret,
    adapter: createAdapter(request, viewer?.userId ?? null),
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => authorize(credentials ?? {}, request),
      }),
      ...(mailIsAvailable() ? [buildEmail(request)] : []),
      ...buildOauthProviders(),
    ],
    pages: {
      signIn: '/sign-in',
      verifyRequest: '/sign-in/check-your-mail',
      error: '/sign-in/error',
    },
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: { sessionToken: cookie },
    jwt: SESSION_TOKEN,
    callbacks: {
      async signIn({ user, account, profile, email }) {
        if (account?.type === 'oauth') {
          // Linked before, or somebody signed in links it to themselves: the address proves nothing here.
          if ('emailVerified' in user || viewer) return true;
          return (
            isVouchedFor(user.email, profile as VouchedProfile) || '/sign-in/error?error=AddressNotVerified'
          );
        }
        if (email?.verificationRequest && user.email && !request.signUp)
          return allowLink(user.email, request);
        return true;
      },
      /** `user` is there when somebody has just signed in, and only then. */
      async jwt({ token, user, account }) {
        if (user) {
          token.sessionId = await startSession(BigInt(user.id), account?.provider ?? 'unknown', request);
        }
        return token;
      },
      /** Only addresses of this site; next-auth has made `url` from what the browser sent. */
      redirect({ url, baseUrl }) {
        const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
        return target?.origin === baseUrl ? target.href : baseUrl;
      },
    },
    events: {
      /** next-auth's own way out drops the cookie alone; a copy of it must be worth nothing afterwards. */
      async signOut({ token }) {
        if (typeof token?.sessionId === 'string')
          await revokeSession(BigInt(token.sub ?? 0), token.sessionId, request);
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, reason: reasonIn(metadata) }, 'next-auth reports an error'),
      warn: (code) => log.debug({ code }, 'next-auth warns'),
      debug: () => {},
    },
  };
}

async function authorize(credentials: { email?: string; password?: string }, request: AuthRequest) {
  try {
    const user = await verifyCredentials(credentials, request);
    return user && { id: String(user.userId), email: user.email, name: user.name };
  } catch (error) {
    // next-auth puts an error's message into an address: only our own codes may get there.
    const failure = toDomainError(error);
    if (failure.code === 'internal')
      log.error({ requestId: request.requestId, err: error }, 'sign-in by password failed');
    throw failure;
  }
}

function buildEmail(request: AuthRequest) {
  return Email({
    maxAge: LINK_MINUTES.signIn * 60,
    normalizeIdentifier: (typed) => emailSchema.parse(typed),
    sendVerificationRequest: ({ identifier, url }) => mailSignInLink(identifier, url, request),
  });
}

async function allowLink(email: string, request: AuthRequest): Promise<true | string> {
  try {
    await countMail(email, request);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return `/sign-in/error?error=${error.code}`;
    throw error;
  }
}

/** Name and message only: what providers answer may hold tokens. */
function reasonIn(metadata: unknown): string {
  const error = metadata instanceof Error ? metadata : (metadata as { error?: unknown } | undefined)?.error;
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
