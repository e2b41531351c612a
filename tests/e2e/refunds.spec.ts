import type { Browser } from '@playwright/test';
import { signInAsNewAdmin } from './support/admin.ts';
import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, type Person, readBooks, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
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
  const look = page.getByRole('button', { name: 'Show what would be posted' });
  await look.click();
  await expect(page.getByText('$10.00 at most can go back to this card now.')).toBeVisible();
  await page.getByLabel('Amount').fill('4');
  await look.click();
  await expect(page.getByRole('row', { name: 'Card clearing $4.00' })).toBeVisible();
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

test('an unlock is taken back at the platform’s cost: alone, and beyond the limit with two', async ({
  page,
  browser,
}) => {
  const [small, dear] = [await publishOwnArticle(2_000_000n), await publishOwnArticle(30_000_000n)];
  const [context, seconds] = [
    await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL }),
    await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL }),
  ];
  const [theirs, second] = [await context.newPage(), await seconds.newPage()];
  const reader = await signInAsNewReader(theirs);
  await giveMoney(reader, 32_000_000n);
  for (const { path, secret } of [small, dear]) {
    await visit(theirs, path);
    await theirs.getByRole('button', { name: /^Unlock for/ }).click();
    await expect(theirs.getByText(secret)).toBeVisible();
  }
  // The window is over and the earnings are the creators'.
  await sql(
    `SELECT settle_account(p.pending_account_id, clock_timestamp(), 10) FROM item_prices p
      WHERE p.item_id = ANY ($1)`,
    [[small.id, dear.id]],
  );
  const pageOf = async ({ id }: { id: bigint }) => {
    const [row] = await sql<{ id: string }>('SELECT id FROM unlocks WHERE reader_id = $1 AND item_id = $2', [
      reader.id,
      id,
    ]);
    return { id: String(row?.id), path: `/admin/refunds/unlocks/${row?.id}` };
  };
  const [first, last] = [await pageOf(small), await pageOf(dear)];

  await signInAsNewAdmin(page, 'finance');
  await visit(page, `/admin/people/${reader.id}?show=unlocks`);
  await page.getByRole('link', { name: first.id, exact: true }).click();
  await expect(page.getByRole('heading', { name: `Take back unlock ${first.id}` })).toBeVisible();
  await expect(page.getByText('ends at $20.00', { exact: false })).toContainText('You have used $0.00.');
  await expectAccessible(page);
  const platform = page.getByRole('region', { name: 'The platform bears it' });
  await platform.getByLabel('Why').fill('The text was broken.');
  await platform.getByRole('button', { name: 'Take it back at our cost' }).click();
  await expect(page.getByText("at the platform's cost · The text was broken.")).toBeVisible();
  expect(await readBooks(reader)).toEqual({ balanceMicros: 2_000_000n, unlocks: 1 });

  await visit(page, last.path);
  await expect(page.getByText('ends at $20.00', { exact: false })).toContainText('You have used $2.00.');
  await expect(platform.getByText('more than you may decide alone')).toBeVisible();
  await platform.getByLabel('Why').fill('This one too.');
  await platform.getByRole('button', { name: 'Ask a second admin' }).click();
  await expect(page.getByText('another admin has to approve it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and take it back' })).toHaveCount(0);
  expect(await readBooks(reader)).toEqual({ balanceMicros: 2_000_000n, unlocks: 1 });

  await signInAsNewAdmin(second, 'owner');
  await visit(second, '/admin/refunds');
  await second.locator('#waiting').getByRole('link', { name: last.id, exact: true }).click();
  await second.getByRole('button', { name: 'Approve and take it back' }).click();
  await expect(second.getByText(/^This unlock was taken back/)).toBeVisible();
  expect(await readBooks(reader)).toEqual({ balanceMicros: 32_000_000n, unlocks: 0 });
  await visit(theirs, dear.path);
  await expect(theirs.getByText(dear.secret)).toHaveCount(0);
  await Promise.all([context.close(), seconds.close()]);
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
