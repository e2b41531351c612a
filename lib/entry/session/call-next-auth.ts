import type { NextApiRequest, NextApiResponse } from 'next';
import { NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { env } from '@/lib/core/env';
import { type AuthRequest, buildAuthOptions, chooseLinkSecret } from '@/lib/rooms/identity';

type Cookies = Record<string, string>;
type SetCookie = ReturnType<NextResponse['cookies']['getAll']>[number];

export interface Call {
  method: 'GET' | 'POST';
  /** Below /api/auth, for example ['signin', 'google']. */
  path: string[];
  query?: Record<string, string>;
  body?: Record<string, string>;
  cookies?: Cookies;
}

export interface Answer {
  /** Where next-auth sends the browser. */
  location: URL | null;
  /** What next-auth stores in the browser. */
  cookies: SetCookie[];
  body: unknown;
}

/**
 * Runs one request through next-auth without HTTP, so that our own forms (server actions, which carry their
 * own defence against cross-site requests) and next-auth's routes share one way in. Supplies next-auth's CSRF
 * token to POSTs.
 */
export async function callNextAuth(call: Call, request: AuthRequest): Promise<Answer> {
  const csrf = await send({ method: 'GET', path: ['csrf'] }, request);
  const { csrfToken } = csrf.body as { csrfToken: string };
  const cookies = { ...call.cookies, ...Object.fromEntries(csrf.cookies.map((c) => [c.name, c.value])) };
  const body = call.method === 'POST' ? { ...call.body, csrfToken } : undefined;
  const answer = await send({ ...call, cookies, body }, request);
  // The token was for this call alone; where to return to matters only while a provider has the browser.
  const leaves = answer.location && answer.location.origin !== new URL(env.NEXTAUTH_URL).origin;
  const passing = leaves ? /csrf-token$/ : /(csrf-token|callback-url)$/;
  return { ...answer, cookies: answer.cookies.filter((cookie) => !passing.test(cookie.name)) };
}

async function send(call: Call, request: AuthRequest): Promise<Answer> {
  const headers = new Headers();
  let location: string | null = null;
  let body: unknown = null;
  const stored: Record<string, string | string[]> = {};
  // The few members of Node's request and response that next-auth uses in its documented (req, res, options)
  // form.
  const res = {
    status: () => res,
    getHeader: (name: string) => stored[name],
    setHeader(name: string, value: string | string[]) {
      stored[name] = value;
      if (name === 'Location') location = String(value);
      return res;
    },
    send: (value: unknown) => {
      body = value;
    },
    json: (value: unknown) => {
      body = value;
    },
    end: () => {},
  };
  const req = {
    method: call.method,
    query: { ...call.query, nextauth: call.path },
    body: call.body,
    cookies: call.cookies ?? {},
    headers: { host: new URL(env.NEXTAUTH_URL).host },
  };
  await NextAuth(
    req as unknown as NextApiRequest,
    res as unknown as NextApiResponse,
    await buildAuthOptions(request, await chooseLinkSecret(call)),
  );
  for (const cookie of [stored['Set-Cookie'] ?? []].flat()) headers.append('set-cookie', cookie);
  return {
    location: location ? new URL(location, env.NEXTAUTH_URL) : null,
    cookies: new NextResponse(null, { headers }).cookies.getAll(),
    body,
  };
}
