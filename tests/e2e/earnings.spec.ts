import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { getSessionCookie, writeSessionCookie } from '../../lib/core/session-cookie.ts';
import { type OwnArticle, publishOwnArticle } from './support/article.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

// A person's: the tests' own says that it is a program, and programs are no views.
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

/** Signs this page in as the author of an article. */
async function signInAsAuthor(page: Page, article: OwnArticle): Promise<void> {
  const sessionId = randomUUID();
  await sql(
    `INSERT INTO sessions (id, user_id, expires_at)
     SELECT $1, c.user_id, now() + interval '1 hour' FROM items i JOIN creators c ON c.id = i.creator_id
       WHERE i.id = $2`,
    [sessionId, article.id],
  );
  const { name, options } = getSessionCookie();
  const url = process.env.FARTHING_E2E_URL ?? '';
  await page
    .context()
    .addCookies([{ name, value: writeSessionCookie(sessionId), url, httpOnly: options.httpOnly }]);
}

/** Another reader, in another browser, unlocks the article; the address says where they come from. */
async function unlockAsReader(
  page: Page,
  article: OwnArticle,
  price: string,
  from = '?from=search',
): Promise<Page> {
  const reader = await (
    await page.context().browser()?.newContext({ locale: 'en-US', userAgent: BROWSER })
  )?.newPage();
  if (!reader) throw new Error('no browser');
  const person = await signInAsNewReader(reader);
  await giveMoney(person, 1_000_000n);
  await visit(reader, `${process.env.FARTHING_E2E_URL}${article.path}${from}`);
  // Counted after the answer: the unlock must not be faster than its own view.
  await expect
    .poll(() => sql('SELECT FROM item_views WHERE item_id = $1 AND reader_id = $2', [article.id, person.id]))
    .toHaveLength(1);
  await reader.getByRole('button', { name: `Unlock for ${price}` }).click();
  await expect(reader.getByText(article.secret)).toBeVisible();
  return reader;
}

const earned = (page: Page) => page.locator('[data-earned]');
const live = (page: Page) => page.locator('[data-live="on"]');

test("another reader's unlock appears on the open page by itself, and so does taking it back", async ({
  page,
}) => {
  const article = await publishOwnArticle(35_000n);
  await signInAsAuthor(page, article);
  await visit(page, '/studio/earnings');
  await expect(page.getByText('Your first unlock will show here')).toBeVisible();
  await expect(live(page)).toBeVisible();
  await expectAccessible(page);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });

  const reader = await unlockAsReader(page, article, '3.5¢');
  await expect(earned(page)).toHaveText('3.5¢');
  await expect(page.getByText(`${article.title} was unlocked for 3.5¢`)).toBeVisible();
  await expect(page.getByLabel('Where your money is')).toContainText('$0.035');

  await reader.getByRole('button', { name: 'Take it back' }).click();
  await expect(earned(page)).toHaveText('$0.00');
  expect(loads).toBe(0);
  await reader.context().close();
});

test('the four states, the number and the chart fit a phone; the tables say what the chart draws', async ({
  page,
}) => {
  const article = await publishOwnArticle(35_000n);
  const reader = await unlockAsReader(page, article, '3.5¢');
  await reader.context().close();
  await signInAsAuthor(page, article);
  await visit(page, '/studio/earnings?period=week');
  await expect(live(page)).toBeVisible();
  const chart = page.getByRole('application', { name: 'Earned over time' });
  for (const part of [page.getByLabel('Where your money is'), earned(page), chart])
    await expect(part).toBeInViewport({ ratio: 1 });

  await page.getByText('Show as a table').click();
  const table = page.getByRole('table', { name: 'Earned over time' });
  await expect(table.getByRole('row')).toHaveCount(8);
  await expect(table.getByRole('row').last()).toContainText('$0.035');
  await expect(page.getByRole('region', { name: 'Where readers came from' })).toContainText(
    'Search on Farthing',
  );
  await expect(page.getByRole('region', { name: 'By item' })).toContainText(article.title);
  await expect(page.getByRole('region', { name: 'In this period', exact: true })).toContainText('100%');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Show only Search on Farthing in the chart' }).click();
  await expect(page).toHaveURL(/period=week&source=search/);
  await expect(earned(page)).toHaveText('3.5¢');
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await expect(page).toHaveURL(/period=day&source=search/);
});

test('arrow keys walk through the chart, and what they reach is said', async ({ page }) => {
  const article = await publishOwnArticle(35_000n);
  const reader = await unlockAsReader(page, article, '3.5¢');
  await reader.context().close();
  await signInAsAuthor(page, article);
  await visit(page, '/studio/earnings?period=week');
  await expect(live(page)).toBeVisible();
  const chart = page.getByRole('application', { name: 'Earned over time' });
  await chart.focus();
  for (let presses = 0; presses < 7; presses += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('status').filter({ hasText: 'Earned 3.5¢' })).toBeVisible();
});

test('a stream is for creators, and only for their own earnings', async ({ page, request }) => {
  const article = await publishOwnArticle(35_000n);
  for (const path of ['stream', 'csv']) {
    expect((await request.get(`/api/studio/earnings/${path}`)).status()).toBe(404);
  }
  await signInAsNewReader(page);
  for (const path of ['stream', 'csv'])
    expect((await page.request.get(`/api/studio/earnings/${path}`)).status()).toBe(404);

  const reader = await unlockAsReader(page, article, '3.5¢');
  await reader.context().close();
  const other = await publishOwnArticle(35_000n);
  await signInAsAuthor(page, other);
  const file = await page.request.get(`/api/studio/earnings/csv?item=${article.id}`);
  expect(await file.text()).not.toContain(article.title);
  await visit(page, `/studio/earnings?item=${article.id}`);
  await expect(page.getByText(article.title)).toHaveCount(0);
  await signInAsAuthor(page, article);
  expect(await (await page.request.get('/api/studio/earnings/csv')).text()).toContain(article.title);
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' });

  test('the page has no violation', async ({ page }) => {
    const article = await publishOwnArticle(35_000n);
    const reader = await unlockAsReader(page, article, '3.5¢');
    await reader.context().close();
    await signInAsAuthor(page, article);
    await visit(page, '/studio/earnings');
    await expect(page.getByText('30일 동안 번 돈')).toBeVisible();
    await expect(live(page)).toBeVisible();
    await expectAccessible(page);
  });
});
