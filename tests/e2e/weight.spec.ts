import { get } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';

// Bytes, never times: they are the same on every machine.
const MOST = {
  script: 130_000,
  home: 20_000,
  article: 14_000,
  englishFonts: 120_000,
  koreanFonts: 350_000,
};
const ENGLISH = '/read/the-half-life-of-a-link';
const KOREAN = '/read/the-last-digit';

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

/** The addresses and sizes of what a page fetches of one kind, from now on. */
function watch(page: Page, kind: 'script' | 'font') {
  const bodies = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === kind) bodies.set(response.url(), response.body());
  });
  return {
    addresses: () => [...bodies.keys()],
    bytes: async (sizeOf: (body: Buffer) => number) =>
      (await Promise.all(bodies.values())).reduce((total, body) => total + sizeOf(body), 0),
  };
}

/** What a page weighs as it is sent to a browser, packed. */
function countOnTheWire(path: string): Promise<number> {
  const headers = { 'accept-encoding': 'gzip', 'accept-language': 'en' };
  return new Promise((resolve, reject) => {
    get(new URL(path, process.env.FARTHING_E2E_URL), { headers }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(String(response.statusCode))),
      );
    }).on('error', reject);
  });
}

test('the article page ships at most 130 kB of JavaScript, gzipped', async ({ page }) => {
  const scripts = watch(page, 'script');
  const person = await signInAsNewReader(page);
  await giveMoney(person, 1_000_000n);
  await page.goto(ENGLISH, { waitUntil: 'networkidle' });
  // What an unlock loads in addition counts as well.
  await page.getByRole('button', { name: 'Unlock for 5¢' }).click();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();

  const bytes = await scripts.bytes((body) => gzipSync(body).length);
  say(`The article page: ${scripts.addresses().length} scripts, ${kb(bytes)} gzipped.`);
  expect(scripts.addresses().length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST.script);
});

test('the HTML of home and of an article stays small, and draws no cover into itself', async ({
  request,
}) => {
  for (const { path, most } of [
    { path: '/', most: MOST.home },
    { path: ENGLISH, most: MOST.article },
  ]) {
    const html = await (await request.get(path)).text();
    const bytes = await countOnTheWire(path);
    say(`${path}: ${kb(html.length)} of HTML, ${kb(bytes)} on the wire.`);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(most);
    expect(html).toMatch(/<img src="\/covers\/[0-9a-f]{12}\//);
  }
});

test('a drawn cover is kept for good, runs nothing, and a made-up one does not exist', async ({
  request,
}) => {
  const [path = ''] =
    /\/covers\/[0-9a-f]{12}\/[a-z0-9-]+\.svg/.exec(await (await request.get('/')).text()) ?? [];
  const cover = await request.get(path);
  expect(cover.headers()).toMatchObject({
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  expect((await request.get(path.replace(/-\d+-/, '-99999-'))).status()).toBe(404);
});

test('an English page fetches the type of English text only', async ({ page }) => {
  const fonts = watch(page, 'font');
  await page.goto('/', { waitUntil: 'networkidle' });
  const bytes = await fonts.bytes((body) => body.length);
  say(`Home in English: ${fonts.addresses().length} fonts, ${kb(bytes)}.`);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST.englishFonts);
});

test.describe('in a Korean browser', () => {
  test.use({ locale: 'ko-KR' });

  test('an article fetches the Korean type that was cut for it', async ({ page }) => {
    // The worker cuts it within a minute of its publication.
    test.setTimeout(180_000);
    await expect
      .poll(async () => (await page.request.get(KOREAN)).text(), { timeout: 120_000, intervals: [2_000] })
      .toContain('/fonts/cut/');
    const fonts = watch(page, 'font');
    await page.goto(KOREAN, { waitUntil: 'networkidle' });
    const bytes = await fonts.bytes((body) => body.length);
    say(`A Korean article: ${fonts.addresses().length} fonts, ${kb(bytes)}.`);
    expect(fonts.addresses().some((address) => address.includes('/fonts/cut/'))).toBe(true);
    expect(bytes).toBeLessThanOrEqual(MOST.koreanFonts);
  });
});
