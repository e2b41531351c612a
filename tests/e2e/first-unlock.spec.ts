import { randomUUID } from 'node:crypto';
import type { Locator } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { confirmSignUp } from './support/mailbox.ts';
import { findPerson, readBooks } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const topOf = async (place: Locator) => (await place.boundingBox())?.y ?? -1;
const bottomOf = async (place: Locator) => {
  const box = await place.boundingBox();
  return (box?.y ?? 0) + (box?.height ?? 0);
};

test('from an article to an account, a top-up, the first unlock, and back each time', async ({ page }) => {
  // Taller than the window, so that the place to read on from is not in sight by itself.
  const long = 'A line of the text. '.repeat(80);
  const article = await publishOwnArticle(35_000n, { teaser: long, more: long });
  const email = `new-${randomUUID()}@example.com`;

  await visit(page, article.path);
  await page.getByRole('link', { name: 'New here? Create an account' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('copper wren lantern sideways');
  await page.getByRole('button', { name: 'Create account' }).click();
  await confirmSignUp(page, email);
  await expect(page).toHaveURL(article.path);

  // Too little money: the top-up is offered right here.
  const panel = page.getByRole('region', { name: 'The rest of this article' });
  await expect(panel).toContainText('Your wallet holds $0.00, and this costs 3.5¢.');
  await expect(page.getByText(article.secret)).toHaveCount(0);
  await panel.getByText('$5', { exact: true }).click();
  await panel.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(page);

  await expect(page).toHaveURL(article.path);
  const firstNewLine = page.getByText(article.secret);
  await expect(firstNewLine).toBeInViewport();
  await expect(page.locator('#rest')).toBeFocused();
  const headerEnds = await bottomOf(page.getByRole('banner'));
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    if (width === 1280) {
      await page.goto(`${article.path}?unlocked=1`);
      await expect(page).toHaveURL(article.path);
    }
    const top = await topOf(firstNewLine);
    expect(top).toBeGreaterThan(headerEnds);
    expect(top).toBeLessThan(300);
  }
  // Loading the page again leads nowhere once more.
  await page.evaluate(() => window.scrollTo({ top: 40, behavior: 'instant' }));
  await page.reload();
  await expect(firstNewLine).toBeAttached();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => window.scrollY)).toBeLessThan(100);

  const balance = page.getByRole('link', { name: 'Wallet: $4.965' });
  await expect(balance).toHaveText('$4.96');
  await expect(balance).toHaveAttribute('title', '$4.965');
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();

  const person = await findPerson(email);
  expect(await readBooks(person)).toEqual({ balanceMicros: 4_965_000n, unlocks: 1 });
});
