import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

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
    include: [
      '{lib,components,scripts,sandbox}/**/*.test.{ts,tsx}',
      'tests/{unit,integration,sandbox}/**/*.test.ts',
    ],
    globalSetup: ['tests/setup/start-services.ts'],
    setupFiles: ['tests/setup/use-own-database.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What is waited for comes at once, but not always within a second on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    env: { NODE_ENV: 'test', LOG_LEVEL: 'silent' },
  },
});
