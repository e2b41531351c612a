import { expect, type Page } from '@playwright/test';
import { giveMoney, readBooks, signInAsNewReader } from './person.ts';
import { visit } from './visit.ts';

interface Publication {
  title: string;
  /** A sentence of the paid part that stands nowhere else. */
  secret: string;
  /** Where the creator's page is. */
  creatorPath: string;
}

/** Who is signed in on this page opens a studio, by way of the menu. */
export async function becomeCreator(page: Page, key: string): Promise<string> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Become a creator' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Mina Park');
  await page.getByLabel('Handle').fill(`mina-${key}`);
  await page.getByLabel('About you').fill('Writes about small things.');
  await page.getByRole('button', { name: 'Open my studio' }).click();
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  return `/creators/mina-${key}`;
}

/** From the empty studio: writes the first article, sees it as readers will, prices and publishes it. */
export async function writeAndPublish(
  page: Page,
  key: string,
  price: { typed: string; ofThousand: string },
): Promise<Pick<Publication, 'title' | 'secret'>> {
  const title = `On the weight of a coin, ${key}`;
  const secret = `The paid part, ${key}.`;
  await page.getByRole('link', { name: 'Write the first one' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL(/\/studio\/items\/\d+$/);
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page
    .getByRole('textbox', { name: 'Text', exact: true })
    .fill(`A coin is **light**.\n\n<!-- more -->\n\n${secret}`);
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('region', { name: 'Preview' }).getByText(secret)).toBeVisible();
  await page.getByLabel('Price', { exact: true }).fill(price.typed);
  await expect(page.getByText(`Of 1,000 unlocks you receive ${price.ofThousand}.`)).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Published. Readers have this version now.')).toBeVisible();
  const path = await page.getByRole('link', { name: 'View' }).getAttribute('href');
  expect(path).toBe(`/read/on-the-weight-of-a-coin-${key}`);
  return { title, secret };
}

/** Another reader, in another browser, finds it on the creator's page and unlocks it with a gift. */
export async function unlockAsAnother(
  page: Page,
  { title, secret, creatorPath }: Publication,
  money: { givenMicros: bigint; price: string; leftMicros: bigint },
): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error('This page has no browser to open another window in.');
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const other = await context.newPage();
  const reader = await signInAsNewReader(other);
  await giveMoney(reader, money.givenMicros);
  await visit(other, creatorPath);
  await other.getByRole('link', { name: title }).click();
  await expect(other.getByText('A coin is light.')).toBeVisible();
  await expect(other.getByText(secret)).toHaveCount(0);
  await other.getByRole('button', { name: `Unlock for ${money.price}` }).click();
  await expect(other.getByText(secret)).toBeVisible();
  expect(await readBooks(reader)).toEqual({ balanceMicros: money.leftMicros, unlocks: 1 });
  await context.close();
}
