import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test.each([
  ['https://farthing.example', true],
  ['http://localhost:3000', false],
])('at %s the cookies of language and appearance are kept to https: %s', async (url, secure) => {
  vi.stubEnv('NEXTAUTH_URL', url);
  const { preferenceCookie } = await import('./preference-cookie');
  expect(preferenceCookie()).toMatchObject({ secure, httpOnly: true, sameSite: 'lax' });
});
