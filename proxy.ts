import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { env, isDevelopment } from '@/lib/core/env';
import { ADMIN_PATH_HEADER } from '@/lib/core/http/admin-path-header';
import { isForeignPost } from '@/lib/core/http/is-foreign-post';
import { readPath } from '@/lib/core/http/read-path';
import { chooseRequestId } from '@/lib/core/http/request-id';
import { buildContentSecurityPolicy, buildSecurityHeaders } from '@/lib/core/http/security-headers';
import { getRequestScope } from '@/lib/core/request-scope';
import { getSessionCookie, renewSessionCookie, SESSION_SECONDS } from '@/lib/core/session-cookie';

const STRIPE_PAGES = ['https://checkout.stripe.com', 'https://connect.stripe.com'];

// Has no page and never will.
const NOWHERE = '/not-an-address';

/** Runs before every page and route: gives the request its id, the answer nonce and security headers. */
export function proxy(request: NextRequest): NextResponse {
  // Routes look at their callers themselves: webhooks and mail programs are others'.
  if (isPageForm(request) && isForeignPost(request.method, request.headers, env.NEXTAUTH_URL))
    return new NextResponse(null, { status: 403, headers: buildSecurityHeaders({ https: false }) });
  const nonce = randomBytes(16).toString('base64');
  // The server's own listener has chosen one before (lib/entry/server/watch-requests.ts); without it, as in
  // tests, it is chosen here.
  const requestId =
    getRequestScope()?.requestId ?? chooseRequestId(request.headers.get('x-request-id'), env.TRUSTED_PROXIES);
  const policy = buildContentSecurityPolicy({
    nonce,
    development: isDevelopment,
    checkoutOrigins: listCheckoutOrigins(),
  });

  const headers = new Headers(request.headers);
  headers.set('x-request-id', requestId);
  headers.set('x-nonce', nonce);
  if (/^\/admin(\/|$)/.test(request.nextUrl.pathname))
    headers.set(ADMIN_PATH_HEADER, request.nextUrl.pathname);
  else headers.delete(ADMIN_PATH_HEADER);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);

  // No page has an address that is no text (/read/%ff): Next would answer 500 on its way to finding that out.
  const response =
    readPath(request.nextUrl.pathname) !== null
      ? NextResponse.next({ request: { headers } })
      : NextResponse.rewrite(new URL(NOWHERE, request.url), { request: { headers } });
  response.headers.set('content-security-policy', policy);
  const { name, options } = getSessionCookie();
  const renewed = renewSessionCookie(request.cookies.get(name)?.value);
  if (renewed) response.cookies.set(name, renewed, { ...options, maxAge: SESSION_SECONDS });
  response.headers.set('x-request-id', requestId);
  const https = env.APP_ENV === 'production' && env.NEXTAUTH_URL.startsWith('https://');
  for (const [name, value] of Object.entries(
    buildSecurityHeaders({ https, subdomains: env.HSTS_SUBDOMAINS === 'true' }),
  ))
    response.headers.set(name, value);
  return response;
}

/** What Next would take for one of our actions. */
function isPageForm({ headers }: NextRequest): boolean {
  return headers.has('next-action') || /^multipart\/form-data/i.test(headers.get('content-type') ?? '');
}

function listCheckoutOrigins(): string[] {
  const sandbox = env.APP_ENV !== 'production' && env.STRIPE_API_BASE;
  return sandbox ? [...STRIPE_PAGES, new URL(sandbox).origin] : STRIPE_PAGES;
}

export const config = {
  // Built files and what lies in public/ are the same for everyone; a mail in the mailbox and creators' files
  // bring a stricter policy; and the body of an upload would be kept in memory for us, and cut off. They are
  // named by folder, never by ending: anyone can ask for a page whose address ends in .png.
  matcher: [
    '/((?!_next/static/|_next/image$|figures/|fonts/|covers/|(?:icon|icon-maskable)\\.svg$|apple-icon\\.png$|manifest\\.webmanifest$|mailbox/\\d+/html$|api/media/|api/studio/media$).*)',
  ],
};
