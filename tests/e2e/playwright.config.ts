import '../../scripts/lib/allow-server-only.mjs';
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../scripts/lib/start-chromium.ts';

export default defineConfig({
  testDir: '.',
  globalSetup: './setup/start-app.ts',
  outputDir: '../../test-results',
  // Each test has its own person, so workers do not meet. One more than two cores: pages wait a lot.
  workers: Math.max(3, availableParallelism()),
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // What is waited for comes at once, but later on a machine that has much else to do.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The report for machines only where there is a file for it; without one it would fill the terminal.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    // The address is known once the app runs: tests/e2e/support/test.ts sets it as the base.
    locale: 'en-US',
    viewport: { width: 390, height: 844 },
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
    screenshot: 'only-on-failure',
    // Without its film, which costs as much as the tests.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: await findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    },
  },
});
