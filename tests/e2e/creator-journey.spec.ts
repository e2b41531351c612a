import { randomUUID } from 'node:crypto';
import { readPdf } from '../integration/payouts/read-pdf.ts';
import { settleNow } from './support/creator.ts';
import { giveMoney, readBooks, signInAsNewReader, signUpAsNewReader, sql } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { untilInteractive, visit } from './support/visit.ts';

test('from a new account to money at the bank: write, publish, be read, watch it arrive, be paid', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const key = randomUUID().slice(0, 8);
  const { id: userId } = await signUpAsNewReader(page);

  await test.step('become a creator', async () => {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Become a creator' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Mina Park');
    await page.getByLabel('Handle').fill(`mina-${key}`);
    await page.getByLabel('About you').fill('Writes about small things.');
    await page.getByRole('button', { name: 'Open my studio' }).click();
    await expect(page.getByText('Nothing here yet')).toBeVisible();
  });

  const title = `On the weight of a coin, ${key}`;
  const secret = `The paid part, ${key}.`;
  await test.step('write and publish', async () => {
    await page.getByRole('link', { name: 'Write the first one' }).click();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.waitForURL(/\/studio\/items\/\d+$/);
    await page.getByLabel('Title', { exact: true }).fill(title);
    await page
      .getByRole('textbox', { name: 'Text', exact: true })
      .fill(`A coin is **light**.\n\n<!-- more -->\n\n${secret}`);
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(page.getByRole('region', { name: 'Preview' }).getByText(secret)).toBeVisible();
    await page.getByLabel('Price', { exact: true }).fill('$12.00');
    await expect(page.getByText('Of 1,000 unlocks you receive $10,800.00.')).toBeVisible();
    await expect(page.getByText(/^Saved \d/)).toBeVisible();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(page.getByText('Published. Readers have this version now.')).toBeVisible();
    const path = await page.getByRole('link', { name: 'View' }).getAttribute('href');
    expect(path).toBe(`/read/on-the-weight-of-a-coin-${key}`);
  });

  await test.step('another reader unlocks it, and the open dashboard shows it', async () => {
    await visit(page, '/studio/earnings');
    await expect(page.locator('[data-live="on"]')).toBeVisible();
    const states = page.getByRole('region', { name: 'Where your money is' });
    await expect(states.getByText('$12.00')).toHaveCount(0);

    const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
    const other = await context.newPage();
    const reader = await signInAsNewReader(other);
    await giveMoney(reader, 13_000_000n);
    await visit(other, `/creators/mina-${key}`);
    await other.getByRole('link', { name: title }).click();
    await expect(other.getByText('A coin is light.')).toBeVisible();
    await expect(other.getByText(secret)).toHaveCount(0);
    await other.getByRole('button', { name: 'Unlock for $12.00' }).click();
    await expect(other.getByText(secret)).toBeVisible();
    expect(await readBooks(reader)).toEqual({ balanceMicros: 1_000_000n, unlocks: 1 });
    await context.close();

    // Nothing is loaded again here: the unlock comes by itself.
    await expect(states.getByText('$12.00')).toBeVisible();
  });

  await test.step('settle: the fee is its own line', async () => {
    const [creator] = await sql<{ id: string }>('SELECT id FROM creators WHERE user_id = $1', [userId]);
    await settleNow({ creatorId: BigInt(creator?.id ?? 0) });
    await visit(page, '/studio/payouts');
    await expect(page.getByText('$10.80', { exact: true })).toBeVisible();
  });

  await test.step('be paid', async () => {
    await page.getByRole('button', { name: 'Set up with Stripe' }).click();
    await page.waitForURL(/\/setup\/e\//);
    await page.getByRole('button', { name: /everything is in order/ }).click();
    await page.waitForURL(/\/studio\/payouts/);
    await untilInteractive(page);
    await page.getByRole('button', { name: 'Pay out $10.80' }).click();
    await expect(page.getByText('$10.80 is on its way to your bank.')).toBeVisible();
    await expect(page.getByText('Paid', { exact: true })).toBeVisible({ timeout: 40_000 });
  });

  await test.step('the statement adds up, on the page and in the file', async () => {
    await page.getByRole('link', { name: /^Statement of payout/ }).click();
    const lines = page.getByRole('region', { name: 'What it pays for' });
    for (const amount of ['$12.00', '−$1.20', '$10.80'])
      await expect(lines.getByText(amount).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Item by item' })).toContainText(title);
    const file = await page.request.get(`${new URL(page.url()).pathname}/statement.pdf?language=en`);
    const text = readPdf(await file.body())
      .pages.join('\n')
      .replaceAll('\n', ' ');
    for (const part of ['$12.00', '−$1.20', '$10.80', title]) expect(text).toContain(part);
  });
});
