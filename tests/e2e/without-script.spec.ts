import { publishOwnArticle } from './support/article.ts';
import { giveMoney, readBooks, readTopUps, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

test('home, search and library show what they hold', async ({ page }) => {
  const [person, article] = [await signInAsNewReader(page), await publishOwnArticle(35_000n)];
  await giveMoney(person, 1_000_000n);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Newest' })).toBeVisible();
  expect(await page.locator('main article, main li').filter({ visible: true }).count()).toBeGreaterThan(5);
  await page.goto(`/search?q=${encodeURIComponent(`"${article.title}"`)}`);
  await expect(page.getByRole('link', { name: article.title })).toBeVisible();

  await page.goto(article.path);
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.getByText(article.secret)).toBeVisible();
  expect(await readBooks(person)).toEqual({ balanceMicros: 965_000n, unlocks: 1 });
  await page.goto('/library');
  await expect(page.getByRole('link', { name: article.title })).toBeVisible();
  await page.goto('/wallet');
  await expect(page.getByRole('region', { name: 'Where your money went' })).toContainText(article.title);
});

test.describe('where nothing is', () => {
  test.use({ expectedErrors: /404 \(Not Found\)/ });

  for (const path of [
    '/read/missing',
    '/topics/missing',
    '/courses/missing',
    '/creators/missing',
    '/missing',
  ])
    test(`${path} says that nothing is there`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address');
      await expect(page).toHaveTitle('There is nothing at this address · Farthing');
    });
});

test('a top-up leads to the payment page', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await page.goto('/wallet');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  expect((await answered).status()).toBe(303);
  await expect(page.getByRole('heading', { name: 'Pay Farthing' })).toBeVisible();
  expect(await readTopUps(person)).toEqual(['open']);
});
