import type { Page } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { readBooks, readTopUps, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

async function openCheckout(page: Page): Promise<void> {
  await visit(page, '/wallet');
  await page.getByText('$10', { exact: true }).click();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByRole('heading', { name: 'Pay Farthing' })).toBeVisible();
}

const TEN = { balanceMicros: 10_000_000n, unlocks: 0 };
const NOTHING = { balanceMicros: 0n, unlocks: 0 };

test('a declined card says so, and another one on the same page works', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await openCheckout(page);
  await payWithCard(page, '4000 0000 0000 0002');
  await expect(page.getByRole('alert')).toHaveText('Your card was declined. Try another card.');
  await payWithCard(page, '4000 0000 0000 9995');
  await expect(page.getByRole('alert')).toHaveText('Your card has insufficient funds. Try another card.');
  expect(await readBooks(person)).toEqual(NOTHING);

  await payWithCard(page);
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  expect(await readBooks(person)).toEqual(TEN);
  expect(await readTopUps(person)).toEqual(['paid']);
});

test('after a decline, leaving tells the reason and lets the reader go on or cancel', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await openCheckout(page);
  await payWithCard(page, '4000 0000 0000 9995');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('link', { name: 'Back to Farthing' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('$10.00');
  await expect(page.getByText('Nothing has been charged.')).toBeVisible();
  await expect(page.getByText('There is not enough money on the card.')).toBeVisible();

  await page.getByRole('link', { name: 'Continue to payment' }).click();
  await payWithCard(page);
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  expect(await readBooks(person)).toEqual(TEN);
});

test('a card that asks for confirmation: refused, then confirmed', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await openCheckout(page);
  await payWithCard(page, '4000 0000 0000 3220');
  await page.getByRole('button', { name: 'Fail' }).click();
  await expect(page.getByRole('alert')).toContainText('We could not confirm your identity');
  expect(await readBooks(person)).toEqual(NOTHING);

  await payWithCard(page, '4000 0000 0000 3220');
  await page.getByRole('button', { name: 'Complete' }).click();
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  expect(await readBooks(person)).toEqual(TEN);
});

test('an abandoned payment: nothing charged, seen in the wallet, cancelled for good', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await openCheckout(page);
  const checkout = page.url();
  await page.getByRole('link', { name: 'Back to Farthing' }).click();
  await expect(page.getByText('Nothing has been charged.')).toBeVisible();

  await visit(page, '/wallet');
  await expect(page.getByText('A top-up of $10.00 is not paid yet.')).toBeVisible();
  await page.getByRole('link', { name: 'See it' }).click();
  await page.getByRole('button', { name: 'Cancel this top-up' }).click();
  await expect(page.getByRole('heading', { name: 'This top-up was canceled' })).toBeVisible();
  await page.goto(checkout);
  await expect(page.getByText('This payment page has expired')).toBeVisible();

  expect(await readBooks(person)).toEqual(NOTHING);
  expect(await readTopUps(person)).toEqual(['canceled']);
});

test('a payment for an article that is left unpaid leads back to the article, still locked', async ({
  page,
}) => {
  const person = await signInAsNewReader(page);
  const article = await publishOwnArticle(35_000n);
  await visit(page, article.path);
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await page.getByRole('link', { name: 'Back to Farthing' }).click();
  await page.getByRole('link', { name: `Back to “${article.title}”` }).click();
  await expect(page.getByText('Your wallet holds $0.00, and this costs 3.5¢.')).toBeVisible();
  await expect(page.getByText(article.secret)).toHaveCount(0);
  expect(await readBooks(person)).toEqual(NOTHING);
});

test('pressing twice opens one payment and pays once', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await visit(page, '/wallet');
  await page.getByRole('button', { name: 'Continue to payment' }).dblclick();
  await expect(page.getByLabel('Card number')).toBeVisible();
  expect(await readTopUps(person)).toEqual(['open']);

  await payWithCard(page, '4242 4242 4242 4242', { presses: 2 });
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  expect(await readTopUps(person)).toEqual(['paid']);
  expect(await readBooks(person)).toEqual(TEN);

  // The way back, opened once more, adds nothing.
  await page.goto(`${new URL(page.url()).pathname}/return`);
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  expect(await readBooks(person)).toEqual(TEN);
});

test('amounts that cannot be charged are refused in words, before Stripe is asked', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await visit(page, '/wallet');
  const amount = page.getByLabel('Other amount');
  const submit = page.getByRole('button', { name: 'Continue to payment' });
  const [range, unreadable] = ['Please choose an amount', 'read this as an amount'];
  for (const [typed, sentence] of [
    ...[
      ['0', range],
      ['-5', range],
      ['4.99', range],
      ['100.01', range],
      ['9'.repeat(20), range],
    ],
    ...[
      ['NaN', unreadable],
      ['1e3', unreadable],
      ['5.005', 'steps of 1¢'],
      ['10,50', 'A comma can be read'],
    ],
  ] as [string, string][]) {
    await amount.fill(typed);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await submit.click();
    await answered;
    await expect(submit).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  }
  expect(await readTopUps(person)).toEqual([]);

  await amount.fill('12.34');
  await submit.click();
  await payWithCard(page);
  await expect(page.getByRole('heading', { name: '$12.34 is in your wallet' })).toBeVisible();
  expect(await readBooks(person)).toEqual({ balanceMicros: 12_340_000n, unlocks: 0 });
});
