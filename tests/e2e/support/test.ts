import { test as base, expect } from '@playwright/test';

/**
 * React's own inline script `$RS` finds the place of a streamed part gone when the page was refreshed while
 * it still arrived: the refresh has brought the part already, and nothing is missing.
 */
const isLateSegment = (error: Error) =>
  error.message.includes("reading 'parentNode'") && /\$RS\b/.test(error.stack ?? '');

/**
 * Playwright's test, on the app that global set-up started. A test fails on an error in the page's console
 * that it did not announce with `expectedErrors`.
 */
export const test = base.extend<{ expectedErrors: RegExp | null; watchConsole: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => use(process.env.FARTHING_E2E_URL),
  expectedErrors: [null, { option: true }],
  watchConsole: [
    async ({ page, expectedErrors }, use) => {
      const seen: string[] = [];
      page.on('pageerror', (error) => {
        if (!isLateSegment(error)) seen.push(error.stack ?? String(error));
      });
      page.on('console', (message) => {
        if (message.type() === 'error') seen.push(message.text());
      });
      await use(undefined);
      expect(seen.filter((text) => !expectedErrors?.test(text))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
