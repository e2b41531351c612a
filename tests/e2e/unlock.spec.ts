import type { Page } from '@playwright/test';
import { type OwnArticle, publishOwnArticle } from './support/article.ts';
import { giveMoney, readBooks, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const ONE_DOLLAR = 1_000_000n;
const PRICE = 35_000n;
const UNLOCKED = { balanceMicros: 965_000n, unlocks: 1 };
const BEFORE = { balanceMicros: 1_000_000n, unlocks: 0 };

async function openAsReader(page: Page, article: OwnArticle) {
  const person = await signInAsNewReader(page);
  await giveMoney(person, ONE_DOLLAR);
  await visit(page, article.path);
  return person;
}

const unlockButton = (page: Page) => page.getByRole('button', { name: 'Unlock for 3.5¢' });
const undoButton = (page: Page) => page.getByRole('button', { name: 'Take it back' });

test('an unlock shows the text in place, and taking it back returns the money and hides the text', async ({
  page,
}) => {
  const article = await publishOwnArticle(PRICE);
  const person = await openAsReader(page, article);
  // Gone if the page is loaded again.
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''));
  await expect(page.getByRole('link', { name: 'Wallet: $1.00' })).toBeVisible();

  await unlockButton(page).click();
  await expect(page.getByText(article.secret)).toBeVisible();
  await expect(page.getByText('Unlocked for 3.5¢. Your wallet holds 96.5¢. The text')).toBeAttached();
  await expect(page.locator('#rest')).toBeFocused();
  const balance = page.getByRole('link', { name: 'Wallet: 96¢ (96.5¢)' });
  await expect(balance).toHaveText('96¢');
  expect(await readBooks(person)).toEqual(UNLOCKED);

  await undoButton(page).click();
  await expect(page.getByText(article.secret)).toHaveCount(0);
  await expect(page.getByText('Taken back. 3.5¢ is in your wallet again.')).toBeAttached();
  await expect(page.locator('#unlock')).toBeFocused();
  await expect(page.getByRole('link', { name: 'Wallet: $1.00' })).toHaveText('$1.00');
  expect(await readBooks(person)).toEqual(BEFORE);

  // Both can be done again.
  await unlockButton(page).click();
  await expect(page.getByText(article.secret)).toBeVisible();
  expect(await readBooks(person)).toEqual(UNLOCKED);
  await expect(page.locator('html')).toHaveAttribute('data-same-page');

  await visit(page, '/library');
  await expect(page.getByRole('link', { name: article.title })).toBeVisible();
});

test('a double tap charges once', async ({ page }) => {
  const article = await publishOwnArticle(PRICE);
  const person = await openAsReader(page, article);
  await unlockButton(page).dblclick();
  await expect(page.getByText(article.secret)).toBeVisible();
  expect(await readBooks(person)).toEqual(UNLOCKED);
});

test('two tabs at once charge once, and both show the text', async ({ page }) => {
  const article = await publishOwnArticle(PRICE);
  const person = await openAsReader(page, article);
  const other = await page.context().newPage();
  await visit(other, article.path);
  await Promise.all([unlockButton(page).click(), unlockButton(other).click()]);
  await expect(page.getByText(article.secret)).toBeVisible();
  await expect(other.getByText(article.secret)).toBeVisible();
  expect(await readBooks(person)).toEqual(UNLOCKED);
  const balance = other.getByRole('link', { name: /^Wallet/ });
  await expect(balance).toHaveText('96¢');

  // Taken back in one tab and, by a repeat that pays out nothing, in the other, which did not know.
  await visit(other, article.path);
  await undoButton(page).click();
  await expect(unlockButton(page)).toBeVisible();
  await expect(balance).toHaveText('$1.00');
  await undoButton(other).click();
  await expect(unlockButton(other)).toBeVisible();
  expect(await readBooks(person)).toEqual(BEFORE);
});

test.describe('when the answer is lost', () => {
  test.use({ expectedErrors: /Failed to (load resource|fetch)/ });

  test('the reader is told in place, and trying again shows what was paid for once', async ({ page }) => {
    const article = await publishOwnArticle(PRICE);
    const person = await openAsReader(page, article);
    await page.route(article.path, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      // The server has done it; the reader never hears.
      await route.fetch();
      await route.abort('connectionreset');
    });
    await unlockButton(page).click();
    await expect(page.getByText('Trying again never charges twice.')).toBeVisible();
    await expect(page.getByRole('heading', { name: article.title })).toBeVisible();
    await page.unroute(article.path);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText(article.secret)).toBeVisible();
    expect(await readBooks(person)).toEqual(UNLOCKED);
  });
});
