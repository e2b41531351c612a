import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { listEnvFaults } from './env.ts';

afterEach(() => vi.unstubAllEnvs());

test('.env.example documents every variable, and no other', () => {
  const documented = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
    (match) => match[1],
  );
  const source =
    readFileSync('lib/core/env.ts', 'utf8').split('const schema = z.object({')[1]?.split('});')[0] ?? '';
  const read = [...source.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  expect(read.length).toBeGreaterThan(20);
  expect(documented.sort()).toEqual(read.sort());
});

test('one clear line for each fault', () => {
  vi.stubEnv('DATABASE_URL', 'mysql://x');
  vi.stubEnv('NEXTAUTH_SECRET', 'short');
  vi.stubEnv('STRIPE_SECRET_KEY', undefined);
  vi.stubEnv('REFUND_QUOTA', 'many');
  const faults = listEnvFaults();
  expect(faults).toHaveLength(4);
  expect(faults).toContain('DATABASE_URL: must be a postgresql:// connection string.');
  expect(faults).toContain('NEXTAUTH_SECRET: must have 32 characters at least.');
  expect(faults).toContain('STRIPE_SECRET_KEY is missing.');
  expect(faults.find((fault) => fault.startsWith('REFUND_QUOTA: '))).toBeDefined();
});

test('the sandbox is refused in production', () => {
  vi.stubEnv('APP_ENV', 'production');
  vi.stubEnv('STRIPE_API_BASE', 'http://localhost:12111');
  expect(listEnvFaults()).toEqual([
    'STRIPE_API_BASE: is for the local sandbox; production talks to Stripe itself.',
  ]);
});
