import { randomUUID } from 'node:crypto';
import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { findPerson, readBooks } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('from an article to an account, a top-up and the first unlock, and back at the article each time', async ({
  page,
}) => {
  const article = await publishOwnArticle(35_000n);
  const email = `new-${randomUUID()}@example.com`;

  await visit(page, article.path);
  await page.getByRole('link', { name: 'New here? Create an account' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('copper wren lantern sideways');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(article.path);

  // Too little money: the top-up is offered right here.
  const panel = page.getByRole('region', { name: 'The rest of this article' });
  await expect(panel).toContainText('Your wallet holds $0.00, and this costs 3.5¢.');
  await expect(page.getByText(article.secret)).toHaveCount(0);
  await panel.getByText('$5', { exact: true }).click();
  await panel.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(page);

  await expect(page).toHaveURL(new RegExp(`${article.path}\\?unlocked=1$`));
  await expect(page.getByText(article.secret)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Wallet: $4.965' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();

  const person = await findPerson(email);
  expect(await readBooks(person)).toEqual({ balanceMicros: 4_965_000n, unlocks: 1 });
});
