import type { Page } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { fill, ko } from './support/korean.ts';
import { giveMoney, readBooks, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const LIGHT = 'rgb(250, 247, 240)';
const DARK = 'rgb(23, 20, 16)';

async function expectPaper(page: Page, colour: string): Promise<void> {
  await expect(page.locator('html')).toHaveCSS('background-color', colour);
}

/** What the account remembers for the next browser. */
async function readPreferences(userId: bigint) {
  const [row] = await sql('SELECT locale, theme FROM users WHERE id = $1', [userId]);
  return row;
}

test.describe('in a Korean browser', () => {
  test.use({ locale: 'ko-KR' });

  test('everything speaks Korean, from the front page through the payment to the receipt', async ({
    page,
  }) => {
    const [person, article] = [await signInAsNewReader(page), await publishOwnArticle(35_000n)];
    await visit(page, '/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
    await expect(page.getByRole('heading', { name: ko.articles.home.newest })).toBeVisible();

    await visit(page, article.path);
    await expect(page.getByText(fill(ko.unlock.short, { balance: '$0.00', price: '3.5¢' }))).toBeVisible();
    await page.getByRole('button', { name: ko.topUp.panel.submit }).click();
    await payWithCard(page, '4242 4242 4242 4242', { language: 'ko' });
    await expect(page.getByText(article.secret)).toBeVisible();
    await expect(page.getByText(fill(ko.unlock.undoLine, { price: '3.5¢' }), { exact: true })).toBeVisible();
    expect(await readBooks(person)).toEqual({ balanceMicros: 9_965_000n, unlocks: 1 });

    await page.getByRole('link', { name: fill(ko.common.balance.label, { amount: '$9.965' }) }).click();
    await expect(page.getByRole('link', { name: article.title, exact: true })).toBeVisible();
    await page.getByRole('listitem').getByRole('link', { name: ko.wallet.kind.top_up, exact: true }).click();
    await expect(page.getByRole('heading', { name: ko.topUp.receipt.title })).toBeVisible();
  });

  test('English, once chosen, stays', async ({ page }) => {
    await visit(page, '/');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Newest' })).toBeVisible();
    await visit(page, '/search');
    await expect(page.getByRole('heading', { name: 'Search' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});

test.describe('in a browser in Los Angeles', () => {
  test.use({ timezoneId: 'America/Los_Angeles' });

  test('dates are those of Los Angeles, also on a page for everyone, and the account learns of it', async ({
    page,
  }) => {
    // Published on January 1 at midnight, UTC.
    const article = await publishOwnArticle(35_000n);
    await visit(page, article.path);
    await expect(page.getByText('Dec 31, 2000')).toBeVisible();

    const person = await signInAsNewReader(page);
    await visit(page, article.path);
    await expect(page.getByText('Dec 31, 2000')).toBeVisible();
    await expect
      .poll(() => sql('SELECT time_zone FROM users WHERE id = $1', [person.id]))
      .toEqual([{ time_zone: 'America/Los_Angeles' }]);
  });
});

test('the header fits the narrowest screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const person = await signInAsNewReader(page);
  await giveMoney(person, 149_995_000n);
  await visit(page, '/library');
  await expect(page.getByRole('link', { name: 'Wallet: $149.995' })).toHaveText('$149.99');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

test('Korean, once chosen, stays, also for the account', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await visit(page, '/');
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.getByRole('heading', { name: ko.articles.home.newest })).toBeVisible();
  await visit(page, '/wallet');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  expect(await readPreferences(person.id)).toEqual({ locale: 'ko', theme: null });
});

test('a dark device gets the dark page, and light, once chosen, stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await visit(page, '/');
  await expectPaper(page, DARK);
  await page.getByRole('button', { name: 'Light' }).click();
  await expectPaper(page, LIGHT);
  await visit(page, '/sign-in');
  await expectPaper(page, LIGHT);
  await page.getByRole('button', { name: 'Like my device' }).click();
  await expectPaper(page, DARK);
});

test('dark, once chosen on a light device, stays, also for the account', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await visit(page, '/');
  await expectPaper(page, LIGHT);
  await page.getByRole('button', { name: 'Dark' }).click();
  await expectPaper(page, DARK);
  await visit(page, '/library');
  await expectPaper(page, DARK);
  expect(await readPreferences(person.id)).toEqual({ locale: null, theme: 'dark' });
});
