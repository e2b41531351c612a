import { beforeAll, expect, test, vi } from 'vitest';
import { readSessionCookie } from '@/lib/core/session-cookie';
import { findViewer } from '@/lib/rooms/identity/find-viewer';
import { signUp } from '@/lib/rooms/identity/sign-up';
import { answerOf, signIn } from '../access/request';
import { browser, GOOD_PASSWORD, mailedLink, newEmail } from './helpers';

vi.mock('next/headers', async () => (await import('../access/request')).nextHeaders());
vi.mock('next/cache', async () => (await import('../access/request')).nextCache());
vi.mock('next-intl/server', async () => (await import('../access/request')).nextIntl());

const { GET } = await import('@/app/api/auth/[...nextauth]/route');
const { NextRequest } = await import('next/server');
const { enterWithLinkAction, signInAction } = await import('@/app/(auth)/actions');

beforeAll(() => {
  process.env.GITHUB_CLIENT_ID = 'github-id';
  process.env.GITHUB_CLIENT_SECRET = 'github-secret';
});

/** Somebody signed in, and an attacker's link that waits for a click. */
async function scene() {
  const victim = await signUp({ email: newEmail(), password: GOOD_PASSWORD, name: null }, browser());
  const cookie = await signIn(victim.userId);
  const email = newEmail();
  const { url } = await mailedLink(email, '/');
  const { token = '' } = Object.fromEntries((url as URL).searchParams);
  const stillSignedIn = async () => (await findViewer(readSessionCookie(cookie) as string)) !== null;
  return { cookie, email, token, stillSignedIn };
}

async function get(path: string, cookie: string) {
  const url = new URL(path, 'http://localhost:3000');
  let status = 0;
  let location: string | null = null;
  await answerOf(cookie, async () => {
    const nextauth = url.pathname.split('/').slice(3);
    const answer = await GET(new NextRequest(url), { params: Promise.resolve({ nextauth }) });
    status = answer.status;
    location = answer.headers.get('location');
    return { ok: true };
  });
  return { status, location: location as string | null };
}

test('an address alone switches nobody’s session, no matter who makes the browser open it', async () => {
  const { cookie, email, token, stillSignedIn } = await scene();
  const query = `token=${token}&email=${encodeURIComponent(email)}`;
  for (const path of ['callback/email', 'callback/credentials', 'signin/email', 'signout', 'session', 'csrf'])
    expect(await get(`/api/auth/${path}?${query}&callbackUrl=x`, cookie)).toEqual({
      status: 404,
      location: null,
    });
  expect(await stillSignedIn()).toBe(true);
});

test('a provider’s answer that this browser did not ask for signs nobody in', async () => {
  const { cookie, stillSignedIn } = await scene();
  const answer = await get('/api/auth/callback/github?code=theirs&state=theirs&callbackUrl=x', cookie);
  expect(answer.status).toBe(303);
  expect(answer.location).toMatch(/^http:\/\/localhost:3000\/sign-in\/error\?error=/);
  expect(await stillSignedIn()).toBe(true);
});

test('the forms that sign in are taken from our own pages only', async () => {
  const { cookie, email, token, stillSignedIn } = await scene();
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'https://evil.localhost:3000' },
    { origin: 'null' },
    {},
  ];
  for (const headers of foreign) {
    const byLink = answerOf(cookie, () => enterWithLinkAction({ email, token }), headers);
    expect(await byLink).toBe('invalid_input');
    const byPassword = answerOf(cookie, () => signInAction({ email, password: GOOD_PASSWORD }), headers);
    expect(await byPassword).toBe('invalid_input');
  }
  expect(await stillSignedIn()).toBe(true);
  const own = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' };
  expect(await answerOf(cookie, () => enterWithLinkAction({ email, token }), own)).toBe('ok');
  expect(await stillSignedIn()).toBe(false);
});
