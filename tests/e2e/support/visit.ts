import type { Page } from '@playwright/test';

/** Opens a page of the app and waits until it is interactive. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilInteractive(page);
}

/** Waits until React runs every form and button; before that a form posts itself, as without script. */
export async function untilInteractive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('form, button')].every((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps$')),
    ),
  );
  // React has met them all; once the browser is idle it is done with them too. A page that draws nothing is
  // never told that it is idle, hence the limit.
  await page.evaluate(
    () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 300 })),
  );
}
