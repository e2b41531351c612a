import { randomUUID } from 'node:crypto';
import { giveMoney, readBooks, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('a reader becomes a creator, writes, publishes, and another reader unlocks it', async ({
  page,
  browser,
}) => {
  const key = randomUUID().slice(0, 8);
  await signInAsNewReader(page);
  await visit(page, '/');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Become a creator' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Mina Park');
  await page.getByLabel('Handle').fill(`mina-${key}`);
  await page.getByLabel('About you').fill('Writes about small things.');
  await page.getByRole('button', { name: 'Open my studio' }).click();
  await expect(page.getByText('Nothing here yet')).toBeVisible();

  await page.getByRole('link', { name: 'Write the first one' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/studio\/items\/\d+$/);
  const title = `On the weight of a coin, ${key}`;
  const secret = `The paid part, ${key}.`;
  await page.getByLabel('Title', { exact: true }).fill(title);
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill(`A coin is **light**.\n\n<!-- more -->\n\n${secret}`);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('region', { name: 'Preview' }).getByText(secret)).toBeVisible();
  await page.getByLabel('Price', { exact: true }).fill('3.5¢');
  await expect(page.getByText('Of 1,000 unlocks you receive $31.50.')).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Published. Readers have this version now.')).toBeVisible();
  const path = await page.getByRole('link', { name: 'View' }).getAttribute('href');
  expect(path).toBe(`/read/on-the-weight-of-a-coin-${key}`);

  // Another reader, in a browser of their own.
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const other = await context.newPage();
  const reader = await signInAsNewReader(other);
  await giveMoney(reader, 1_000_000n);
  await visit(other, `/creators/mina-${key}`);
  await other.getByRole('link', { name: title }).click();
  await expect(other.getByText('A coin is light.')).toBeVisible();
  await expect(other.getByText(secret)).toHaveCount(0);
  await other.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(other.getByText(secret)).toBeVisible();
  expect(await readBooks(reader)).toEqual({ balanceMicros: 965_000n, unlocks: 1 });
  await context.close();

  await visit(page, '/studio');
  await expect(page.getByRole('row', { name: title }).getByRole('cell').last()).toHaveText(/1$/);
});
