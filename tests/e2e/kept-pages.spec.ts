import { request } from 'node:http';
import { signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';

const PAGE = '/read/the-half-life-of-a-link';

/** The nonce of an answer to someone without a browser. */
function nonceOf(path: string): Promise<string> {
  const { hostname, port } = new URL(process.env.FARTHING_E2E_URL ?? '');
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        resolve(/'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1] ?? ''),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('a kept page obeys its policy, comes to life and leads on', async ({ page }) => {
  // Made for somebody else, so this visit gets what was kept.
  const nonces = [await nonceOf(PAGE), await nonceOf(PAGE)];
  const violations: string[] = [];
  await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      void (window as unknown as { noteViolation(text: string): void }).noteViolation(
        `${event.violatedDirective} ${event.blockedURI}`,
      );
    });
  });
  const answer = await page.goto(PAGE, { waitUntil: 'networkidle' });
  const policy = answer?.headers()['content-security-policy'] ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(new Set([...nonces, nonce]).size).toBe(3);
  expect(answer?.headers().link).toContain(`nonce="${nonce}"`);
  expect(
    await page
      .locator('script[src]')
      .first()
      .evaluate((script) => (script as HTMLScriptElement).nonce),
  ).toBe(nonce);

  // The client's router leads on without a new document, so the page is alive.
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.locator('header a[href="/"]').first().click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  expect(violations).toEqual([]);
});

test('who chooses a language or an appearance, or signs in, sees it on the pages that are kept', async ({
  page,
}) => {
  await nonceOf(PAGE);
  await page.context().addCookies([
    { name: 'farthing-theme', value: 'dark', url: process.env.FARTHING_E2E_URL },
    { name: 'farthing-locale', value: 'ko', url: process.env.FARTHING_E2E_URL },
  ]);
  for (let n = 0; n < 2; n += 1) {
    await page.goto(PAGE);
    await expect(page.locator('html[lang=ko][data-theme=dark]')).toBeVisible();
  }
  await page.context().clearCookies();
  await page.goto(PAGE);
  await expect(page.locator('html[lang=en]:not([data-theme])')).toBeVisible();
  await signInAsNewReader(page);
  await page.goto(PAGE);
  await expect(page.getByRole('link', { name: /^Wallet/ }).first()).toBeVisible();
});
