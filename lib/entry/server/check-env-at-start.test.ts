import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const run = (variables: Record<string, string>) =>
  spawnSync(
    'node_modules/.bin/tsx',
    ['-e', "import('./lib/entry/server/check-env-at-start.ts').then((module) => module.checkEnvAtStart())"],
    { env: { PATH: process.env.PATH, NODE_ENV: 'production', ...variables }, encoding: 'utf8' },
  );

test('a server with an incomplete environment says each fault and does not start', () => {
  const { status, stderr } = run({ DATABASE_URL: 'mysql://x', NEXTAUTH_SECRET: 'short' });
  expect(status).toBe(1);
  expect(stderr).toContain('DATABASE_URL: must be a postgresql:// connection string.');
  expect(stderr).toContain('NEXTAUTH_SECRET: must have 32 characters at least.');
  expect(stderr).toContain('NEXTAUTH_URL is missing.');
  expect(stderr).not.toContain('    at ');
});

test('a complete one starts without a word of fault', () => {
  const { status, stderr, stdout } = run({
    DATABASE_URL: 'postgresql://127.0.0.1:1/x',
    NEXTAUTH_URL: 'https://farthing.example',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_WEBHOOK_SECRET: 'whsec_x',
  });
  expect(stderr).toBe('');
  expect(stdout).toContain('TRUSTED_PROXIES is 0');
  expect(status).toBe(0);
});
