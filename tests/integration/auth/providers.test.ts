import { beforeAll, expect, test } from 'vitest';
import { callNextAuth } from '../../../lib/entry/session/call-next-auth.ts';
import { buildAuthOptions } from '../../../lib/rooms/identity/auth-options.ts';
import { isVouchedFor } from '../../../lib/rooms/identity/oauth-providers.ts';
import { listOauthProviders } from '../../../lib/rooms/identity/provider-choices.ts';
import { browser, sessionIn } from './helpers.ts';

beforeAll(() => {
  // The environment is read on first use: before anything above has asked for it.
  process.env.GITHUB_CLIENT_ID = 'github-id';
  process.env.GITHUB_CLIENT_SECRET = 'github-secret';
  process.env.GOOGLE_CLIENT_ID = 'google-id without its secret';
});

test('a provider is offered when both of its keys are set', () => {
  expect(listOauthProviders()).toEqual(['github']);
});

test('signing in with GitHub starts there, with a state that only this browser holds', async () => {
  const answer = await callNextAuth(
    { method: 'POST', path: ['signin', 'github'], body: { callbackUrl: '/read/the-wren' } },
    browser(),
  );
  expect(answer.location?.origin).toBe('https://github.com');
  const query = answer.location?.searchParams;
  expect(query?.get('client_id')).toBe('github-id');
  expect(query?.get('redirect_uri')).toBe('http://localhost:3000/api/auth/callback/github');
  const cookies = Object.fromEntries(answer.cookies.map((cookie) => [cookie.name, cookie]));
  expect(query?.get('state')).toBeTruthy();
  expect(cookies['next-auth.state']?.value).not.toContain(query?.get('state'));
  expect(cookies['next-auth.state']).toMatchObject({ httpOnly: true, sameSite: 'lax' });
  expect(cookies['next-auth.callback-url']?.value).toBe('http://localhost:3000/read/the-wren');
});

test.each<Record<string, string>>([{ error: 'access_denied' }, { code: 'stolen', state: 'guessed' }])(
  'coming back with %j signs nobody in',
  async (query) => {
    const answer = await callNextAuth({ method: 'GET', path: ['callback', 'github'], query }, browser());
    expect(sessionIn(answer)).toBeNull();
    expect(answer.location?.searchParams.get('error')).toMatch(/^(OAuthCallback|Callback)$/);
  },
);

test('an address that the provider does not vouch for is refused', async () => {
  const options = await buildAuthOptions(browser());
  const ask = (profile: object) =>
    options.callbacks?.signIn?.({
      user: { id: '1', email: 'reader@example.com' },
      account: { type: 'oauth', provider: 'google', providerAccountId: '1' },
      profile,
    });
  expect(await ask({ email_verified: true })).toBe(true);
  for (const profile of [{ email_verified: false }, { email_verified: 'true' }, {}])
    expect(await ask(profile)).toBe('/sign-in/error?error=AddressNotVerified');
  expect(isVouchedFor(null, { email_verified: true })).toBe(false);
});
