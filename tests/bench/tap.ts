import { type Browser, chromium as driver, type Page } from '@playwright/test';
import chromium from '@sparticuz/chromium';
import type { Figures, Part } from './bench.ts';
import { quantile } from './measure.ts';
import { ITEMS } from './seed.ts';
import { makeCookies, startBuild } from './start-build.ts';

/** Each opens one article for the first time; two more go before them, so that nothing is measured cold. */
const READERS = 30;
const WARM_UP = 2;
const PARAGRAPH =
  'The paid text of an article of usual length goes on for a few pages, with *stress* and ' +
  '[links](https://example.com). ';

/**
 * From the tap on "Unlock" to the paid text on the screen, in a real browser, each time a reader who has just
 * opened the article; and the same browser's calls of the route that does nothing, which no tap can be faster
 * than.
 */
export const measureTap: Part = async ({ pool, quick, urlOf, step }): Promise<Figures> => {
  step('from the tap to the text, in Chromium');
  await pool.query(
    `INSERT INTO item_bodies (item_id, body) SELECT id, $1 FROM items ON CONFLICT DO NOTHING`,
    [`## A heading\n\n${`${PARAGRAPH.repeat(4)}\n\n`.repeat(18)}`],
  );
  const app = await startBuild(urlOf('contest'), quick);
  if (!app) throw new Error('There is no build.');
  const readers = Array.from({ length: READERS + WARM_UP }, (_, n) => n + 1);
  const cookies = await makeCookies(pool, readers);
  const browser = await driver.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const taps: number[] = [];
  const noops: number[] = [];
  try {
    for (const [index, cookie] of cookies.entries()) {
      const { tap, noop } = await measureReader(browser, app.port, cookie, `item-${1 + (index % ITEMS)}`);
      if (index < WARM_UP) continue;
      taps.push(tap);
      noops.push(noop);
    }
  } finally {
    await browser.close();
    await app.stop();
  }
  const [tap, noop] = [taps.sort((a, b) => a - b), noops.sort((a, b) => a - b)];
  return {
    tap_p50_ms: quantile(tap, 0.5),
    tap_p95_ms: quantile(tap, 0.95),
    tap_noop_p50_ms: quantile(noop, 0.5),
    tap_noop_p95_ms: quantile(noop, 0.95),
  };
};

async function measureReader(browser: Browser, port: number, cookie: string, slug: string) {
  const url = `http://localhost:${port}`;
  const [name = '', value = ''] = cookie.split('=');
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/read/${slug}`, { waitUntil: 'networkidle' });
    const noop = await page.evaluate(async () => {
      const began = performance.now();
      await (await fetch('/api/ping', { method: 'POST' })).text();
      return performance.now() - began;
    });
    return { noop, tap: await tapUnlock(page) };
  } finally {
    await context.close();
  }
}

/** Milliseconds by the page's own clock, until the frame after the one that has the text. */
function tapUnlock(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const button = document.querySelector<HTMLButtonElement>('#unlock form button[type=submit]');
        if (!button) return reject(new Error('There is nothing to unlock.'));
        const began = performance.now();
        new MutationObserver((_, observer) => {
          if (!document.querySelector('#rest .prose p')) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        }).observe(document.body, { childList: true, subtree: true });
        button.click();
      }),
  );
}
