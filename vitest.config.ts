import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { KillTestsFirst } from './tests/setup/kill-tests-first.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${path('.')}/` },
      // Outside Next there is no server bundle: the guard against browser imports has nothing to guard.
      { find: 'server-only', replacement: path('./tests/setup/empty.ts') },
    ],
  },
  test: {
    // One more than the usual two cores: a test that waits for PostgreSQL or a process leaves its core to
    // another.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: KillTestsFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What is waited for comes at once, but not always within a second on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    env: {
      NODE_ENV: 'test',
      APP_ENV: 'test',
      LOG_LEVEL: 'silent',
      // Of nothing: only tests of the integration have a database, each file its own.
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
      NEXTAUTH_URL: 'http://localhost:3000',
      NEXTAUTH_SECRET: 'a-secret-of-the-tests-a-secret-of-the-tests',
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_WEBHOOK_SECRET: 'whsec_farthing_sandbox',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,scripts,sandbox}/**/*.test.{ts,tsx}', 'tests/sandbox/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/setup/start-services.ts'],
          setupFiles: ['tests/setup/use-own-database.ts'],
        },
      },
    ],
  },
});
