import type { Browser } from '@playwright/test';
import { signInAsNewAdmin } from './support/admin.ts';
import { payWithCard } from './support/checkout.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type Person, readBooks, signInAsNewReader, sql } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

/** A reader who pays $10 with this card, in a browser of their own; stays signed in there. */
async function payAsReader(browser: Browser, card?: string) {
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const page = await context.newPage();
  const person = await signInAsNewReader(page);
  await visit(page, '/wallet');
  await page.getByText('$10', { exact: true }).click();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(page, card);
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  return { person, page, topUpId: await topUpOf(person), close: () => context.close() };
}

async function topUpOf(person: Person): Promise<string> {
  const [row] = await sql<{ id: string }>(
    'SELECT t.id FROM top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE w.user_id = $1',
    [person.id],
  );
  return String(row?.id);
}

test('refund a part to the card: found from the person, seen on the reader’s receipt and statement', async ({
  page,
  browser,
}) => {
  const reader = await payAsReader(browser);
  await signInAsNewAdmin(page, 'finance');
  await visit(page, `/admin/people/${reader.person.id}?show=top-ups`);
  await page.getByRole('link', { name: reader.topUpId, exact: true }).click();
  await expect(page.getByRole('heading', { name: `Refund top-up ${reader.topUpId}` })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Amount').fill('11');
  await page.getByLabel('Note').fill('The reader changed their mind.');
  await page.getByRole('button', { name: 'Refund to the card' }).click();
  await expect(page.getByText('$10.00 at most can go back to this card now.')).toBeVisible();
  await page.getByLabel('Amount').fill('4');
  await page.getByRole('button', { name: 'Refund to the card' }).click();
  await expect(page.getByText('$4.00 is on its way back to the card.')).toBeVisible();
  expect(await readBooks(reader.person)).toMatchObject({ balanceMicros: 6_000_000n });

  await reader.page.goto(`/wallet/top-ups/${reader.topUpId}`);
  await expect(reader.page.getByText('−$4.00')).toBeVisible();
  await reader.page.goto('/wallet');
  await expect(reader.page.getByRole('link', { name: 'Refund to your card' })).toBeVisible();
  await reader.close();
});

test('cash a wallet out', async ({ page, browser }) => {
  const reader = await payAsReader(browser);
  await signInAsNewAdmin(page, 'finance');
  await visit(page, `/admin/people/${reader.person.id}`);
  await page.getByRole('link', { name: /^Cash out/ }).click();
  await page.getByLabel('Note').fill('The account is closed.');
  await page.getByRole('button', { name: 'Cash out' }).click();
  await expect(page.getByText('Nothing here can go back to a card.')).toBeVisible();
  expect(await readBooks(reader.person)).toMatchObject({ balanceMicros: 0n });
  await reader.close();
});

test.describe('closed doors', () => {
  test.use({ expectedErrors: /404/ });

  test('a reader finds no back office, and support no cash-out', async ({ page, browser }) => {
    const reader = await payAsReader(browser);
    for (const path of ['/admin/refunds', '/admin/disputes', '/admin/reconciliation']) {
      const response = await reader.page.goto(path);
      expect(response?.status()).toBe(404);
    }
    await signInAsNewAdmin(page, 'support');
    const [wallet] = await sql<{ id: string }>('SELECT id FROM wallets WHERE user_id = $1', [
      reader.person.id,
    ]);
    expect((await page.goto(`/admin/refunds/wallets/${wallet?.id}`))?.status()).toBe(404);
    await reader.close();
  });
});
