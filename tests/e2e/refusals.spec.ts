import type { Page } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { giveMoney, readBooks, readTopUps, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const PRICE = 35_000n;
const UNTOUCHED = { balanceMicros: 1_000_000n, unlocks: 0 };

/** A reader with a dollar looks at an article for 3.5¢; the rest happens behind their back. */
async function openArticle(page: Page) {
  const [person, article] = [await signInAsNewReader(page), await publishOwnArticle(PRICE)];
  await giveMoney(person, 1_000_000n);
  await visit(page, article.path);
  return { person, article };
}

const unlockButton = (page: Page) => page.getByRole('button', { name: 'Unlock for 3.5¢' });

test('a price that changed after it was seen is shown before anything is charged', async ({ page }) => {
  const { person, article } = await openArticle(page);
  await sql('UPDATE item_prices SET price_micros = 40000 WHERE item_id = $1', [article.id]);
  await unlockButton(page).click();
  await expect(page.getByText('The price has changed from 3.5¢ to 4¢. Nothing was charged.')).toBeVisible();
  expect(await readBooks(person)).toEqual(UNTOUCHED);

  await page.getByRole('button', { name: 'Unlock for 4¢' }).click();
  await expect(page.getByText(article.secret)).toBeVisible();
  expect(await readBooks(person)).toEqual({ balanceMicros: 960_000n, unlocks: 1 });
});

test('an article that was withdrawn meanwhile is not sold, and stays with who has it', async ({ page }) => {
  const { person, article } = await openArticle(page);
  await sql(`UPDATE items SET status = 'withdrawn' WHERE id = $1`, [article.id]);
  await unlockButton(page).click();
  await expect(page.getByText('This was withdrawn and is no longer sold.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'To the front page' })).toBeVisible();
  expect(await readBooks(person)).toEqual(UNTOUCHED);

  await sql(`UPDATE items SET status = 'published' WHERE id = $1`, [article.id]);
  await visit(page, article.path);
  await unlockButton(page).click();
  await expect(page.getByText(article.secret)).toBeVisible();
  await sql(`UPDATE items SET status = 'withdrawn' WHERE id = $1`, [article.id]);
  await visit(page, article.path);
  await expect(page.getByText(article.secret)).toBeVisible();
  await expect(page.getByText('No longer sold. It stays yours.')).toBeVisible();
});

test('a wallet on hold spends nothing and takes nothing, and says that the money is safe', async ({
  page,
}) => {
  const { person } = await openArticle(page);
  await sql(`UPDATE wallets SET status = 'frozen' WHERE user_id = $1`, [person.id]);
  await unlockButton(page).click();
  await expect(page.getByText('This wallet is on hold, so nothing can be spent from it.')).toBeVisible();
  await page.getByRole('link', { name: 'To the wallet' }).click();
  await expect(page.getByText('Nothing can be spent from it or added to it for now')).toBeVisible();
  expect(await readBooks(person)).toEqual(UNTOUCHED);
});

test('a session that ended meanwhile: nothing charged, and back at the article after signing in', async ({
  page,
}) => {
  const { person, article } = await openArticle(page);
  await sql('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [person.id]);
  await unlockButton(page).click();
  await expect(page.getByText('You are signed out. Nothing was charged.')).toBeVisible();
  await page.getByRole('link', { name: 'Sign in and come back' }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get('next') === article.path);
  expect(await readBooks(person)).toEqual(UNTOUCHED);
});

test('a session that ended meanwhile starts no payment', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await visit(page, '/wallet');
  await sql('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [person.id]);
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'You are signed out.' });
  await expect(told.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await readTopUps(person)).toEqual([]);
});

test('the money in the wallet was spent in another tab: the top-up is offered instead', async ({ page }) => {
  const { person, article } = await openArticle(page);
  const other = await publishOwnArticle(990_000n);
  const tab = await page.context().newPage();
  await visit(tab, other.path);
  await tab.getByRole('button', { name: 'Unlock for 99¢' }).click();
  await expect(tab.getByText(other.secret)).toBeVisible();

  await unlockButton(page).click();
  await expect(page.getByText('Your wallet holds 1¢, and this costs 3.5¢.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue to payment' })).toBeVisible();
  await expect(page.getByText(article.secret)).toHaveCount(0);
  expect(await readBooks(person)).toEqual({ balanceMicros: 10_000n, unlocks: 1 });
});
