import { test as base, expect } from '@playwright/test';

/**
 * Playwright's test, on the app that global set-up started. A test fails on an error in the page's console that it did
 * not announce with `expectedErrors`.
 */
export const test = base.extend<{ expectedErrors: RegExp | null; watchConsole: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => use(process.env.FARTHING_E2E_URL),
  expectedErrors: [null, { option: true }],
  watchConsole: [
    async ({ page, expectedErrors }, use) => {
      const seen: string[] = [];
      page.on('pageerror', (error) => seen.push(String(error)));
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
